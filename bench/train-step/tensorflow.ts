/** Runs the SimpleConvNet step in TensorFlow.js on its CPU backend. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { serve } from './protocol.ts';

await tf.setBackend('cpu');

function simpleConvNetStep(): () => void {
  const x = tf.randomNormal<tf.Rank.R4>([100, 28, 28, 1]);
  const targets = tf.oneHot(
    tf.tensor1d(
      Array.from({ length: 100 }, (_, index) => index % 10),
      'int32',
    ),
    10,
  );
  const weight = <R extends tf.Rank>(shape: number[], fan: number) =>
    tf.variable(tf.randomNormal<R>(shape as never, 0, Math.sqrt(2 / fan)));
  const filters = weight<tf.Rank.R4>([5, 5, 1, 30], 25);
  const [bias1, bias2, bias3] = [30, 100, 10].map((length) => tf.variable(tf.zeros([length])));
  const hidden = weight<tf.Rank.R2>([4320, 100], 4320);
  const last = weight<tf.Rank.R2>([100, 10], 100);
  const optimizer = tf.train.adam(0.001);
  return () => {
    optimizer.minimize(() => {
      const maps = tf.relu(tf.add<tf.Tensor4D>(tf.conv2d(x, filters, 1, 'valid'), bias1));
      const features = tf.reshape(tf.maxPool(maps, 2, 2, 'valid'), [100, 4320]);
      const units = tf.relu(tf.add(tf.matMul(features, hidden), bias2));
      const logits = tf.add(tf.matMul(units, last), bias3);
      return tf.losses.softmaxCrossEntropy(targets, logits);
    });
  };
}

await serve({ version: tf.version_core }, { 'SimpleConvNet step': simpleConvNetStep }, 0);
