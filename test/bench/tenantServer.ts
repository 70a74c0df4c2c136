import { setTimeout as sleep } from 'node:timers/promises';
import { generateTenant } from '../../src/demo/generate/generate.ts';
import { startDemoTenant } from '../../src/demo/start.ts';
import { KeptAnswers } from './keptAnswers.ts';

// A large tenant in a process of its own, so that answering does not compete with reading for one thread.
// argv: users, organizations, memberships a user. The delay of an answer, ms, is set by messages.

const [users = 0, organizations = 0, membershipsPerUser = 0] = process.argv.slice(2).map(Number);
let delayMs = 0;
process.on('message', (message: { readonly delayMs: number }) => {
  delayMs = message.delayMs;
  process.send?.('set');
});

const answers = new KeptAnswers();
const data = generateTenant({
  seed: 'bench',
  users,
  organizations,
  membershipsPerUser,
  tiedUsers: users / 100,
});
const tenant = await startDemoTenant({
  data,
  intercept: async (request, response) => {
    if (delayMs > 0) await sleep(delayMs);
    return answers.answer(request, response);
  },
});
const { baseUrl, tokenUrl, resource, clientId, clientSecret } = tenant;
process.send?.({ baseUrl, tokenUrl, resource, clientId, clientSecret, memberships: data.members.size });
process.on('disconnect', () => void tenant.close());
