import { type DynamicModule, Module } from '@nestjs/common';
import { Mailboxes } from '../intake/mailbox/mailboxes';
import { readMailboxAccess } from '../intake/mailbox/read-mailbox-access';
import { Receiver } from '../intake/receiver';
import { ScanFolderWatcher } from '../intake/scan-folder/scan-folder-watcher';
import { MailListeners } from '../intake/smtp/mail-listeners';
import { Enqueuer } from '../pipeline/enqueuer';
import type { House } from './house';

/** The ways in that wait for mail, each where it is configured: SMTP and LMTP, mailboxes, the folder of scan batches. */
@Module({})
export class IntakeModule {
  static create(house: House, queues: DynamicModule): DynamicModule {
    const { SCAN_FOLDER, IMAP_URL } = house.environment;
    const receiverOf = (enqueuer: Enqueuer) => new Receiver({ ...house, enqueuer });
    return {
      module: IntakeModule,
      imports: [queues],
      providers: [
        {
          provide: MailListeners,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) => new MailListeners(house.environment, receiverOf(enqueuer), house.logger),
        },
        {
          provide: Mailboxes,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) =>
            new Mailboxes(
              IMAP_URL ?? [],
              { ...house, receiver: receiverOf(enqueuer) },
              readMailboxAccess(house.environment),
            ),
        },
        {
          provide: ScanFolderWatcher,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) =>
            SCAN_FOLDER && new ScanFolderWatcher(SCAN_FOLDER, receiverOf(enqueuer), house.clock, house.logger),
        },
      ],
    };
  }
}
