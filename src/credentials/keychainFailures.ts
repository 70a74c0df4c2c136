import { AccessError } from '../errors.ts';
import { sentence, type Said } from '../sentence.ts';

const USE_SECRET_STORAGE = sentence`Or set logtoAccess.credentialStore to "secretStorage" to use VS Code’s own secret storage.`;

interface State {
  readonly code: string;
  readonly seen: RegExp;
  readonly message: Said;
  readonly hint: Said;
}

/** The states a Linux keychain can be in, by what libsecret says of them (each was seen on a real one). */
const STATES: readonly State[] = [
  {
    code: 'keychain.library_missing',
    seen: /ERR_DLOPEN_FAILED|Failed to load keytar native addon|cannot open shared object/,
    message: sentence`The keychain library cannot be loaded on this machine.`,
    hint: sentence`On Linux, install libsecret (Debian, Ubuntu: libsecret-1-0) and a keyring such as gnome-keyring, and reload the window.`,
  },
  {
    code: 'keychain.no_dbus',
    seen: /Cannot autolaunch D-Bus|Could not connect(:| to )|DBUS_SESSION_BUS_ADDRESS|Failed to execute child process .dbus-launch|The given address is empty|Address element .* does not contain a colon|Unknown or unsupported transport/,
    message: sentence`This session has no D-Bus, by which the keychain is reached.`,
    hint: sentence`Start VS Code from a desktop session, or inside dbus-run-session.`,
  },
  {
    code: 'keychain.no_service',
    seen: /org\.freedesktop\.secrets was not provided|ServiceUnknown|Failed to execute program org\.freedesktop\.secrets|Process org\.freedesktop\.secrets exited/,
    message: sentence`No keychain is running on this machine.`,
    hint: sentence`Install and start a keyring such as gnome-keyring or KWallet.`,
  },
  {
    code: 'keychain.no_keyring',
    seen: /Object does not exist at path|no such (object|collection)/i,
    message: sentence`The keychain has no keyring yet.`,
    hint: sentence`Create a default keyring, for example with Passwords and Keys (seahorse).`,
  },
  {
    code: 'keychain.locked',
    seen: /locked collection|is locked/i,
    message: sentence`The keychain is locked.`,
    hint: sentence`Unlock it and try again.`,
  },
];

/** In these states there is no keychain; in every other one there is, and it cannot be used just now. */
const NO_KEYCHAIN: readonly string[] = [
  'keychain.library_missing',
  'keychain.no_dbus',
  'keychain.no_service',
  'keychain.no_keyring',
];

/** Whether a failure means that this machine has no keychain at all. */
export function meansNoKeychain({ code }: AccessError): boolean {
  return NO_KEYCHAIN.includes(code);
}

/** What a keychain's refusal means and what to do; errors that are explained already stay as they are. */
export function keychainFailure(error: unknown): AccessError {
  if (error instanceof AccessError) return error;
  const told =
    error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : String(error);
  const state = STATES.find(({ seen }) => seen.test(told));
  if (state !== undefined)
    return new AccessError(state.message, {
      code: state.code,
      hint: sentence`${state.hint} ${USE_SECRET_STORAGE}`,
    });
  return new AccessError(sentence`The keychain refused.`, {
    code: 'keychain.refused',
    hint: sentence`It said: ${told.trim().replace(/\.$/, '')}. ${USE_SECRET_STORAGE}`,
  });
}

/** A prompt of the keychain that nobody answered. */
export function notAnswered(timeoutMs: number): AccessError {
  return new AccessError(sentence`The keychain did not answer within ${timeoutMs / 1000} seconds.`, {
    code: 'keychain.timeout',
    hint: sentence`It may be asking for its password in another window: answer it, and try again. ${USE_SECRET_STORAGE}`,
  });
}

/** A keychain gives nothing both for a missing item and where it is locked: neither may be taken for the other. */
export function lockedOrMissing(name: string): AccessError {
  return new AccessError(
    sentence`The keychain gives no App Secret for ${name}: it is locked, or the item is missing.`,
    {
      code: 'keychain.locked_or_missing',
      hint: sentence`Unlock the keychain and try again; if that does not help, give the secret again: Edit Tenant > App Secret.`,
    },
  );
}

/** Nor does it say whether an item that it did not take away was there. */
export function nothingRemoved(): AccessError {
  return new AccessError(sentence`The keychain took nothing away: it is locked, or the item is missing.`, {
    code: 'keychain.locked_or_missing',
  });
}
