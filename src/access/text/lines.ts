import { missingIn } from '../../snapshot/lacks/holes.ts';
import { userLabel, type Application, type User } from '../../snapshot/model.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import { leftOutText } from '../leftOut.ts';

/** What is missing or unknown: without it, who reads would take what is there for all there is. */
export function* holeLines({ info }: Snapshot): Generator<string> {
  for (const hole of missingIn(info)) yield `incomplete: ${hole}`;
  for (const unknown of info.c1?.unknown ?? []) yield `not in a C1 file: ${unknown}`;
}

/** What a snapshot lacks of one answer. */
export function* lackLines(mayLack: readonly string[]): Generator<string> {
  for (const hole of mayLack) yield `incomplete: ${hole}`;
}

/** What an answer about one organization leaves out. */
export function* leftOutLines(leftOut: number, one: string): Generator<string> {
  const text = leftOutText(leftOut, one);
  if (text !== undefined) yield `left out: ${text}`;
}

/** `Ada Lovelace: admin <ada@acme.example> [ks3x8q1m2v7a]`: what is held stands where a narrow editor still shows it. */
export function describeUser(user: User, roles?: string): string {
  const label = userLabel(user);
  const contact = [user.email, user.phone, user.username].find((one) => one !== null && one !== label);
  const parts = [
    roles === undefined ? oneLine(label) : `${oneLine(label)}: ${roles}`,
    ...(contact ? [`<${oneLine(contact)}>`] : []),
    `[${user.id}]`,
    ...(user.suspended ? ['suspended'] : []),
  ];
  return parts.join(' ');
}

/** `Robot [a1]` */
export function describeApplication({ id, name }: Pick<Application, 'id' | 'name'>): string {
  return `${oneLine(name)} [${id}]`;
}

/** What a role says of itself behind its name. */
export function machine(type: string): string {
  return type === 'MachineToMachine' ? ' machine-to-machine' : '';
}

export function list(names: readonly string[], none: string): string {
  return names.length === 0 ? none : names.map(oneLine).join(', ');
}
