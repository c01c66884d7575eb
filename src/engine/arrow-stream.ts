/**
 * Arrow IPC as one stream with its end mark, from a stream without one or from a file:
 * a file is a stream between eight bytes of magic and a footer whose length stands before the closing magic.
 */
export function asStream(bytes: Uint8Array): Uint8Array {
  return ended(isArrowFile(bytes) ? bytes.subarray(8, bytes.length - 10 - footerLength(bytes)) : bytes);
}

/** Whether the bytes begin and end with the magic of an Arrow file. */
function isArrowFile(bytes: Uint8Array): boolean {
  return bytes.length > 18 && magic.every((byte, at) => bytes[at] === byte && bytes[bytes.length - 6 + at] === byte);
}

const magic = [...new TextEncoder().encode('ARROW1')];
const end = [255, 255, 255, 255, 0, 0, 0, 0];

function footerLength(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 10).getInt32(0, true);
}

function ended(stream: Uint8Array): Uint8Array {
  if (end.every((byte, at) => stream[stream.length - 8 + at] === byte)) return stream;
  const whole = new Uint8Array(stream.length + 8);
  whole.set(stream);
  whole.set(end, stream.length);
  return whole;
}
