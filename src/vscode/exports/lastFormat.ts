import { EXPORT_FORMATS, type ExportFormat } from '../../c1/formats.ts';
import type { Memento } from '../../credentials/tenants.ts';

const KEY = 'exportFormat';

/** Remembers the form of an export that a person chose last. */
export class LastFormat {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  get(): ExportFormat | undefined {
    const kept = this.#memento.get(KEY);
    return EXPORT_FORMATS.find((format) => format === kept);
  }

  async set(format: ExportFormat): Promise<void> {
    await this.#memento.update(KEY, format);
  }
}
