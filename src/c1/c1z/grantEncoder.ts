import type { EntitlementKey, GrantKey, ResourceKey } from '../ids.ts';

/**
 * Encodes grants as protobuf-es encodes them, eight times as fast: by far the most rows of a .c1z are grants, all of
 * the same few fields. Bytes are kept in strings of a character each, which join faster than arrays.
 */
export class GrantEncoder {
  /** The grants of an entitlement come one after the other. */
  #last: Readonly<{ entitlement: EntitlementKey; bytes: string }> | undefined;

  /** A Grant: 1 entitlement, 2 principal, 3 id. */
  encode({ entitlement, principal }: GrantKey, id: string): Uint8Array {
    if (this.#last?.entitlement !== entitlement)
      this.#last = { entitlement, bytes: entitlementBytes(entitlement) };
    const resource = field(1, resourceIdBytes(principal));
    return Buffer.from(field(1, this.#last.bytes) + field(2, resource) + text(3, id), 'latin1');
  }
}

/** An Entitlement: 1 resource (1 id), 2 id. */
function entitlementBytes({ on, id }: EntitlementKey): string {
  return field(1, field(1, resourceIdBytes(on))) + text(2, id);
}

/** A ResourceId: 1 resource_type, 2 resource. */
function resourceIdBytes({ resourceType, resource }: ResourceKey): string {
  return text(1, resourceType) + text(2, resource);
}

/** A field of text, which is left out where that is empty. */
function text(number: number, value: string): string {
  return value === '' ? '' : field(number, utf8(value));
}

/** A field of protobuf's wire type 2: its tag, its length and its bytes. */
function field(number: number, bytes: string): string {
  return String.fromCharCode((number << 3) | 2) + varint(bytes.length) + bytes;
}

function varint(value: number): string {
  return value < 0x80
    ? String.fromCharCode(value)
    : String.fromCharCode((value & 0x7f) | 0x80) + varint(value >>> 7);
}

const ASCII = /^[\0-\x7f]*$/;

function utf8(text: string): string {
  return ASCII.test(text) ? text : Buffer.from(text).toString('latin1');
}
