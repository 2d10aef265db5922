import { type DynamicModule, Module } from '@nestjs/common';
import type { House } from './house';
import { Receiver } from './intake/receiver';
import { SmtpListener } from './intake/smtp-listener';
import { Enqueuer } from './pipeline/enqueuer';

/** The ways in that listen: SMTP. */
@Module({})
export class IntakeModule {
  static create(house: House, queues: DynamicModule, listen: { host: string; port: number }): DynamicModule {
    const options = { ...listen, mailboxes: house.environment.MAILBOXES };
    return {
      module: IntakeModule,
      imports: [queues],
      providers: [
        {
          provide: SmtpListener,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) =>
            new SmtpListener(options, new Receiver({ ...house, enqueuer }), house.logger),
        },
      ],
    };
  }
}
