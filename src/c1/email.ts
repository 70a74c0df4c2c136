/** RFC 5322's atoms and everything beyond ASCII, as Go's net/mail reads them. */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+(\.[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+)*$/u;
const HOST_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * Whether C1 takes a text for an e-mail address. Its protos validate addresses (protoc-gen-validate's `email`), and
 * one that fails would fail the whole sync, so this is no laxer than that.
 */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  return at > 0 && bytes(text) <= 254 && isLocalPart(text.slice(0, at)) && isHost(text.slice(at + 1));
}

function isLocalPart(text: string): boolean {
  return bytes(text) <= 64 && text.isWellFormed() && LOCAL_PART.test(text);
}

function isHost(text: string): boolean {
  return text.split('.').every((label) => HOST_LABEL.test(label));
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
