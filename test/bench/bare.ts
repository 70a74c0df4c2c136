import { Agent, request } from 'node:http';
import pLimit from 'p-limit';

/** The bare minimum of the same work: downloads the same pages, `concurrency` at once, and looks at nothing. */
export async function downloadBare(
  urls: readonly string[],
  token: string,
  concurrency: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const limit = pLimit(concurrency);
  const started = performance.now();
  await Promise.all(urls.map((url) => limit(() => download(url, token, agent))));
  agent.destroy();
  return (performance.now() - started) / 1000;
}

function download(url: string, token: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.resume();
      response.on('end', () => resolve());
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}
