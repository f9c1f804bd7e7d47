// A second copy of what waits, in files of the browser's own file system for this page. Chromium throws a whole database away when
// it finds it damaged, and being killed at a bad moment can be enough for that. Each of these files stands for itself.
import { NAME } from "./store.ts";

export interface Waiting {
  readonly id: string;
  readonly sealed: string;
  /** Since when, as an ISO day and time. */
  readonly since: string;
}

export interface Copy {
  /** Whether there was none before. */
  readonly fresh: boolean;
  put(waiting: Waiting): Promise<void>;
  remove(id: string): Promise<void>;
  /** Those that are whole. */
  all(): Promise<Waiting[]>;
}

/** As all browsers have it; TypeScript's own description lacks the list. */
type Folder = Omit<FileSystemDirectoryHandle, "values"> & { values(): AsyncIterable<FileSystemFileHandle> };

/** Opens the copy; gives nothing where the browser has no such files, or cannot write them from a page. */
export async function openCopy(): Promise<Copy | undefined> {
  if (!globalThis.FileSystemFileHandle?.prototype.createWritable) return undefined;
  try {
    const root = await navigator.storage.getDirectory();
    const known = await root.getDirectoryHandle(NAME).catch(() => undefined);
    const folder = known ?? (await root.getDirectoryHandle(NAME, { create: true }));
    return copyIn(folder as Folder, known === undefined);
  } catch {
    return undefined;
  }
}

function copyIn(folder: Folder, fresh: boolean): Copy {
  return {
    fresh,
    async put(waiting) {
      const file = await folder.getFileHandle(waiting.id, { create: true });
      const stream = await file.createWritable();
      await stream.write(JSON.stringify(waiting));
      // Until here it is another file; now it takes the place of the empty one.
      await stream.close();
    },
    // What is not there need not go.
    remove: (id) => folder.removeEntry(id).catch(() => {}),
    async all() {
      const found: Waiting[] = [];
      for await (const handle of folder.values()) {
        try {
          found.push(JSON.parse(await (await handle.getFile()).text()));
        } catch {
          // A kill left it empty, before anybody was told that it is kept.
        }
      }
      return found;
    },
  };
}
