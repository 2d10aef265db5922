import { killAtRandom } from './kill-at-random.mjs';
import { poisonousJob } from './poisonous-job.mjs';
import { redisAway } from './redis-away.mjs';
import { redisWiped } from './redis-wiped.mjs';

/**
 * Scenes with a course of their own. `load` is what is sent; `queues` the engines that it is played on, one after the other;
 * `course` lets the load out, strikes, and returns what struck, with what was not as it should be.
 */
export const PRESETS = { kill: killAtRandom, 'redis-wiped': redisWiped, 'redis-away': redisAway, poison: poisonousJob };
