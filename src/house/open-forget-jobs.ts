import { ForgetJobs } from '../pipeline/forget-jobs';
import { openQueues } from '../pipeline/open-queues';
import { prepareQueueBackend } from '../pipeline/queue-backend';
import { openQueueConnections } from '../pipeline/queue-connections';
import { forgetEventsBy } from '../pipeline/queue-events.query';
import { chooseQueue, type House } from './house';

/** For a command, which has no queues: on those of the service. Closed with the house. */
export async function openForgetJobs(house: House): Promise<ForgetJobs> {
  const { logger, closers } = house;
  const { backend } = await chooseQueue(house);
  await prepareQueueBackend(backend);
  const connections = openQueueConnections(backend, 'courrier commande file', logger);
  closers.push(() => connections.close());
  const queues = openQueues(connections);
  closers.push(async () => {
    await Promise.all([...queues.values()].map((queue) => queue.close()));
  });
  return new ForgetJobs(queues, forgetEventsBy(connections), logger);
}
