import { Buffer } from "node:buffer";
import { open } from "node:fs/promises";

const MARKS = "{}[],:";

/** How much base64 is decoded at a time; a multiple of four, as its groups are. */
const AT_ONCE = 65_536;

/** Texts in parts, marks and literals of JSON, while it arrives. */
async function* tokensOf(stream) {
  let isText = false;
  let isEscaped = false;
  let literal = "";
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      if (isEscaped) {
        isEscaped = false;
        yield {
          part: chunk[at++],
        };
      } else if (isText) {
        const length = chunk.slice(at).search(/["\\]/);
        const end = length < 0
          ? chunk.length
          : at + length;
        yield {
          part: chunk.slice(at, end),
        };
        isEscaped = chunk[end] === "\\";
        if (chunk[end] === "\"") {
          isText = false;
          yield {
            mark: "end",
          };
        }

        at = end + 1;
      } else {
        const character = chunk[at++];
        if (character === "\"") {
          isText = true;
          yield {
            mark: "begin",
          };
        } else if (MARKS.includes(character)) {
          yield {
            mark: character,
            literal: literal.trim(),
          };
          literal = "";
        } else {
          literal += character;
        }
      }
    }
  }
}

/** Decodes base64 into a file. */
async function createDecoder(path) {
  const file = await open(path, "w");
  const bytes = Buffer.allocUnsafe(AT_ONCE);
  let text = "";
  const decode = (base64) => file.write(bytes, 0, bytes.write(base64, "base64"));
  return {
    async write(part) {
      text += part;
      while (text.length >= AT_ONCE) {
        await decode(text.slice(0, AT_ONCE));
        text = text.slice(AT_ONCE);
      }
    },
    async close() {
      await decode(text);
      await file.close();
    },
  };
}

/**
 * The images of a JSON answer: each object's fields, with the file that its base64 went to while it
 * arrived. No image is ever held in memory.
 */
export async function* imagesOf(stream, shape, nextPath) {
  let key = "";
  let text = "";
  let image = {};
  let decoder;
  stream.setEncoding("latin1");
  try {
    for await (const {
      part, mark, literal,
    } of tokensOf(stream)) {
      if (part !== undefined) {
        await decoder?.write(part);
        text += decoder
          ? ""
          : part;
      } else if (mark === "begin") {
        text = "";
        if (key === shape.data) {
          image.unfinished = nextPath();
          decoder = await createDecoder(image.unfinished);
        }
      } else if (mark === "end") {
        await decoder?.close();
        image[key] = decoder
          ? true
          : text;
        decoder = undefined;
      } else if (mark === ":") {
        key = text;
      } else {
        if (literal) {
          image[key] = literal;
        }

        key = "";
        if (mark === "}" && image[shape.data]) {
          yield {
            unfinished: image.unfinished,
            seed: image[shape.seed],
            finishReason: image[shape.finishReason],
          };
          image = {};
        }
      }
    }
  } finally {
    await decoder?.close();
  }
}
