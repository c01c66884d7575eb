import { metrics } from '../metrics';
import { answerTask } from './compute-answer';
import type { ComputeTask } from './compute-task';

addEventListener('message', ({ data }: MessageEvent<ComputeTask>) => {
  answerTask(metrics, data, (reply) => {
    postMessage(reply);
  });
});
