import type { FindingChanges } from '../../changes/judging/findings.ts';
import type { Comparison } from '../../changes/model.ts';
import type { FoundPage, HowToJudge, Wanted } from '../../findings/found.ts';
import { runJob } from '../../jobs/run.ts';
import { isAccepted } from '../../snapshot/store/facts.ts';
import { mayBeNewer, type UnreadableFile } from '../../snapshot/store/unreadable.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { CompareOptions, Library, LibraryEntry } from '../../tools/library.ts';
import type { Findings } from '../findings/findings.ts';
import type { Services } from '../services.ts';
import { shownSnapshotOf } from '../snapshots/shownSnapshot.ts';
import { nameOf } from '../targets.ts';
import { linkTo } from './links.ts';

/** What an editor has to ask about: all runs of the connected tenants, and the opened files. */
export class EditorLibrary implements Library {
  readonly #services: Services;
  readonly #findings: Pick<Findings, 'how' | 'page'>;
  readonly linkTo = linkTo;

  constructor(services: Services, findings: Pick<Findings, 'how' | 'page'>) {
    this.#services = services;
    this.#findings = findings;
  }

  list(): readonly LibraryEntry[] {
    const { tenants } = this.#services;
    const entries = [...tenants.list().flatMap((tenant) => this.#runsOf(tenant)), ...this.#files()];
    return [...new Map(entries.toReversed().map((entry) => [entry.info.id, entry])).values()].reverse();
  }

  unreadable(): readonly UnreadableFile[] {
    const { tenants, catalogue } = this.#services;
    return tenants.list().flatMap(({ id }) => catalogue.unreadable(id));
  }

  open(id: string): Snapshot {
    return this.#services.snapshots.get(id);
  }

  compare(beforeId: string, afterId: string, { only, signal }: CompareOptions): Promise<Comparison> {
    const { snapshots, workerFile } = this.#services;
    const files = { before: snapshots.fileOf(beforeId), after: snapshots.fileOf(afterId) };
    return runJob(workerFile, 'compare', { ...files, ...(only !== undefined && { only }) }, { signal });
  }

  findings(id: string, wanted: Wanted, signal: AbortSignal): Promise<FoundPage> {
    return this.#findings.page(id, wanted, signal);
  }

  how(): Promise<HowToJudge> {
    return this.#findings.how();
  }

  async judge(beforeId: string, afterId: string, signal: AbortSignal): Promise<FindingChanges | undefined> {
    const { snapshots, workerFile } = this.#services;
    const files = { before: snapshots.fileOf(beforeId), after: snapshots.fileOf(afterId) };
    const job = { ...files, ...(await this.how()), policies: [], mostOfRule: Infinity };
    return (await runJob(workerFile, 'judge', job, { signal })).findings;
  }

  /** The current one is the one that the Access view shows. */
  #runsOf({ id, name: tenant }: { readonly id: string; readonly name: string }): LibraryEntry[] {
    const shownId = shownSnapshotOf(this.#services, id);
    const { catalogue, accepted } = this.#services;
    const unreadable = catalogue.unreadable(id);
    return catalogue.list(id).map(({ info, facts }) => ({
      ...{ info, tenant, accepted: accepted.has(info), isCurrent: info.id === shownId },
      ...(info.id === shownId && { mayBeNewer: mayBeNewer(unreadable, info) }),
      ...(facts.label !== undefined && { name: facts.label }),
    }));
  }

  #files(): LibraryEntry[] {
    return this.#services.files.list.map(({ file, info }) => ({
      ...{ info, tenant: info.tenantName, name: nameOf(file), isCurrent: true },
      accepted: isAccepted(file),
    }));
  }
}
