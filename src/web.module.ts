import { type DynamicModule, Module } from '@nestjs/common';
import { CorrespondenceController } from './desk/correspondence.controller';
import { DeskController } from './desk/desk.controller';
import { DeskParts } from './desk/desk-parts';
import { DeskSessions } from './desk/desk-sessions';
import { SettleCorrespondence } from './desk/settle-correspondence';
import type { House } from './house';
import { AnswerController, AnswerParts } from './intake/answer-page/answer.controller';
import { TakeAnswer } from './intake/answer-page/take-answer';
import { CorrespondenceIntakeController, IntakeParts } from './intake/correspondence-intake.controller';
import { Receiver } from './intake/receiver';
import { ReconciliationController, ReconciliationParts } from './operations/reconciliation.controller';
import { Enqueuer } from './pipeline/enqueuer';
import { RerunCorrespondence } from './pipeline/rerun-correspondence';
import { AnswerTokens } from './platform/keys/answer-tokens';

/** HTTP: mail brought in, senders' answers, agents' decisions. */
@Module({})
export class WebModule {
  static create(house: House, queues: DynamicModule, letters: ReadonlyMap<string, string>): DynamicModule {
    const { apiKeys, correspondences, ledger, directory } = house;
    return {
      module: WebModule,
      imports: [queues],
      controllers: [
        CorrespondenceIntakeController,
        AnswerController,
        CorrespondenceController,
        DeskController,
        ReconciliationController,
      ],
      providers: [
        {
          provide: IntakeParts,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) => new IntakeParts(apiKeys, new Receiver({ ...house, enqueuer })),
        },
        {
          provide: AnswerParts,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) => {
            const { answerLinks: links, hash, office, logger } = house;
            return new AnswerParts(
              new TakeAnswer({ ...house, links, tokens: new AnswerTokens(hash), enqueuer }),
              office,
              logger,
            );
          },
        },
        {
          provide: DeskParts,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer): DeskParts => ({
            keys: apiKeys,
            correspondences,
            ledger,
            deadlines: house.deadlines,
            store: house.store,
            settle: new SettleCorrespondence(correspondences, directory, enqueuer, letters),
            rerun: new RerunCorrespondence(correspondences, ledger, enqueuer),
            sessions: new DeskSessions(house.clock, apiKeys),
            letters,
          }),
        },
        {
          provide: ReconciliationParts,
          useFactory: () => new ReconciliationParts(apiKeys, house.reconciliation, house.clock),
        },
      ],
    };
  }
}
