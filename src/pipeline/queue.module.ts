import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { OutboxRepository } from '../persistence/outbox.repository';
import type { Logger } from '../platform/logger';
import { Enqueuer } from './enqueuer';
import { QUEUES } from './job-catalogue';
import { producerConnection, QUEUE_PREFIX, type QueueBackend, workerConnection } from './queue-backend';
import { QueueDepths } from './queue-depths';

/** The queues and the enqueuer that fills them: what every role needs. Made once and imported by each. */
@Module({})
export class QueueModule {
  static create(backend: QueueBackend, outbox: OutboxRepository, logger: Logger): DynamicModule {
    return {
      module: QueueModule,
      imports: [
        BullModule.forRoot({ connection: workerConnection(backend), prefix: QUEUE_PREFIX }),
        ...QUEUES.map((name) =>
          BullModule.registerQueue({ name, connection: producerConnection(backend), prefix: QUEUE_PREFIX }),
        ),
      ],
      providers: [
        {
          provide: Enqueuer,
          inject: QUEUES.map((name) => getQueueToken(name)),
          useFactory: (...queues: Queue[]) => {
            for (const queue of queues) queue.on('error', (error) => logger.warn({ err: error }, 'file d’attente'));
            return new Enqueuer(outbox, new Map(QUEUES.map((name, index) => [name, queues[index] as Queue])), logger);
          },
        },
        {
          provide: QueueDepths,
          inject: QUEUES.map((name) => getQueueToken(name)),
          useFactory: (...queues: Queue[]) =>
            new QueueDepths(new Map(QUEUES.map((name, index) => [name, queues[index] as Queue]))),
        },
      ],
      exports: [Enqueuer, QueueDepths],
    };
  }
}
