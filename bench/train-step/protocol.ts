/** Answers requests of bench/train-step.ts: a line `[name, repeats]` on stdin, a line `{ times, peak }` on stdout (milliseconds, bytes). */
import { createInterface } from 'node:readline';

export async function serve(about: object, works: Record<string, () => () => void>, warmUps: number): Promise<void> {
  const prepared = new Map<string, () => void>();
  console.log(JSON.stringify(about));
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, repeats] = JSON.parse(line) as [string, number];
    let run = prepared.get(name);
    if (run === undefined) {
      run = works[name]();
      prepared.set(name, run);
      for (let i = 0; i < warmUps; i++) run();
    }
    const times: number[] = [];
    for (let i = 0; i < repeats; i++) {
      const start = performance.now();
      run();
      times.push(performance.now() - start);
    }
    const peak = process.resourceUsage().maxRSS * 1024;
    console.log(JSON.stringify({ times, peak, resident: process.memoryUsage().rss }));
  }
}
