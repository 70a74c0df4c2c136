import type { JsonObject, UserRow } from '../data/rows.ts';
import type { Random } from '../random.ts';
import type { Culture, PersonName } from './names.ts';
import { personName } from './names.ts';
import { DAY } from './time.ts';

/** What is known of a user before it signs up. */
export interface SignUp {
  readonly createdAt: number;
  readonly now: number;
  /** The domain of the e-mail address. */
  readonly domain: string;
  readonly culture?: Culture | undefined;
  /** The application the user signed up with; nobody signs up in an import. */
  readonly applicationId: string | null;
}

const DEPARTMENTS = ['Operations', 'Finance', 'R&D', 'Warehouse', 'Customer service', 'IT'];

/** Makes users that are no two alike: with or without name, user name, e-mail, phone, password and profile. */
export class UserMaker {
  readonly #random: Random;
  readonly #taken: Set<string | null>;
  readonly #names: Set<string | null>;
  readonly #times = new Map<string, number>();

  /** Makes nobody whom one of `others` could be taken for. */
  constructor(random: Random, others: readonly UserRow[] = []) {
    this.#random = random;
    this.#names = new Set(others.map((user) => user.name));
    this.#taken = new Set(others.flatMap((user) => [user.username, user.primaryEmail, user.primaryPhone]));
  }

  make(signUp: SignUp): UserRow {
    const random = this.#random;
    const person = this.#person(random.chance(0.7) ? signUp.culture : undefined);
    const { createdAt, applicationId } = signUp;
    return {
      id: random.id(12),
      ...this.#identifiers(person, signUp.domain),
      name: random.chance(0.94) ? person.whole : null,
      avatar: random.chance(0.1) ? `https://avatars.example/${random.id(12)}.png` : null,
      customData: this.#customData(),
      identities: this.#identities(person),
      ...this.#dates(signUp),
      createdAt,
      ...this.#rest(person, applicationId),
    };
  }

  /** Namesakes happen, but in a small tenant they should be rare. */
  #person(culture: Culture | undefined): PersonName {
    let person = personName(this.#random, culture);
    for (let tries = 0; tries < 10 && this.#names.has(person.whole); tries++) {
      person = personName(this.#random, culture);
    }
    this.#names.add(person.whole);
    return person;
  }

  /** At least one of user name, e-mail and phone, none of them twice in a tenant. */
  #identifiers(
    { handle }: PersonName,
    domain: string,
  ): Pick<UserRow, 'username' | 'primaryEmail' | 'primaryPhone'> {
    const random = this.#random;
    const hasEmail = random.chance(0.92);
    const hasPhone = random.chance(hasEmail ? 0.12 : 0.4);
    const hasUsername = (!hasEmail && !hasPhone) || random.chance(0.35);
    return {
      username: hasUsername ? this.unique(handle.replaceAll('.', '_')) : null,
      primaryEmail: hasEmail ? this.unique(handle, `@${domain}`) : null,
      primaryPhone: hasPhone ? this.unique(`44794600${random.between(1000, 9999)}`) : null,
    };
  }

  /** `wanted`, or `wanted` with the first number that nobody has. */
  unique(wanted: string, suffix = ''): string {
    const key = `${wanted}${suffix}`;
    let times = this.#times.get(key) ?? 0;
    let value: string;
    do {
      times++;
      value = times === 1 ? key : `${wanted}${times}${suffix}`;
    } while (this.#taken.has(value));
    this.#times.set(key, times);
    this.#taken.add(value);
    return value;
  }

  #customData(): JsonObject {
    const random = this.#random;
    if (!random.chance(0.3)) return {};
    return { department: random.pick(DEPARTMENTS), employeeId: random.between(1000, 9999) };
  }

  #identities({ whole }: PersonName): JsonObject {
    const random = this.#random;
    if (!random.chance(0.15)) return {};
    const target = random.pick(['google', 'google', 'github', 'azuread']);
    return { [target]: { userId: random.id(21), details: { name: whole } } };
  }

  #dates({ createdAt, now }: SignUp): Pick<UserRow, 'lastSignInAt' | 'createdAt' | 'updatedAt'> {
    const random = this.#random;
    const later = () => random.between(createdAt, Math.max(createdAt, now));
    const updatedAt = random.chance(0.3) ? later() : createdAt;
    return { lastSignInAt: random.chance(0.82) ? later() : null, createdAt, updatedAt };
  }

  #rest({ given, family }: PersonName, applicationId: string | null) {
    const random = this.#random;
    const profile = random.chance(0.35) ? { givenName: given, familyName: family } : {};
    return {
      profile,
      applicationId,
      cimdClientId: null,
      isSuspended: random.chance(0.04),
      hasPassword: applicationId !== null && random.chance(0.55),
    };
  }
}

/** When users came: spread over a year and a half, oldest first, `tied` of them in one import at the same moment. */
export function signUpTimes(random: Random, count: number, tied: number, now: number): readonly number[] {
  const span = 540 * DAY;
  const times = Array.from({ length: count }, () => now - DAY - random.below(span)).sort((a, b) => a - b);
  const start = Math.floor((count - tied) * 0.6);
  return times.map((time, index) => (index >= start && index < start + tied ? (times[start] ?? time) : time));
}
