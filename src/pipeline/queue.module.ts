import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { OutboxRepository } from '../persistence/outbox.repository';
import type { Logger } from '../platform/logger';
import { Enqueuer } from './enqueuer';
import { ForgetJobs } from './forget-jobs';
import { QueueInspector } from './inspect-queue';
import { QUEUES, type QueueName } from './job-catalogue';
import { QUEUE_PREFIX } from './queue-backend';
import type { QueueConnections } from './queue-connections';
import { QueueDepths } from './queue-depths';
import { forgetEventsBy } from './queue-events.query';
import { QueueHeads } from './queue-heads';

/** @param queues in the order of `QUEUES` */
const byName = (queues: readonly Queue[]): ReadonlyMap<QueueName, Queue> =>
  new Map(QUEUES.map((name, index) => [name, queues[index] as Queue]));

/** The queues and the enqueuer that fills them: what every role needs. Made once and imported by each. */
@Module({})
export class QueueModule {
  static create(connections: QueueConnections, outbox: OutboxRepository, logger: Logger): DynamicModule {
    // Asked nothing when it is made: a queue whose first question failed would fail for good.
    const queueOptions = {
      connection: connections.producer,
      prefix: QUEUE_PREFIX,
      skipVersionCheck: true,
      skipWaitingForReady: true,
    };
    return {
      module: QueueModule,
      imports: QUEUES.map((name) => BullModule.registerQueue({ name, ...queueOptions })),
      providers: [
        { provide: QueueInspector, useValue: new QueueInspector(connections) },
        {
          provide: Enqueuer,
          inject: QUEUES.map((name) => getQueueToken(name)),
          useFactory: (...queues: Queue[]) => {
            // What breaks in between is said by whoever holds the connection; what fails, by whoever asked.
            for (const queue of queues) queue.on('error', () => undefined);
            return new Enqueuer(outbox, byName(queues), logger);
          },
        },
        {
          provide: QueueDepths,
          inject: QUEUES.map((name) => getQueueToken(name)),
          useFactory: (...queues: Queue[]) => new QueueDepths(byName(queues)),
        },
        {
          provide: QueueHeads,
          inject: QUEUES.map((name) => getQueueToken(name)),
          useFactory: (...queues: Queue[]) => new QueueHeads(byName(queues)),
        },
        {
          provide: ForgetJobs,
          inject: [QueueDepths],
          useFactory: ({ queues }: QueueDepths) => new ForgetJobs(queues, forgetEventsBy(connections), logger),
        },
      ],
      exports: [Enqueuer, ForgetJobs, QueueDepths, QueueHeads, QueueInspector],
    };
  }
}
