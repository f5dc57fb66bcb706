import type { Adapter, AdapterPayload } from 'oidc-provider';

const entries = new Map<string, { payload: AdapterPayload; until: number }>();

/** Keeps what the provider must remember for as long as this process lives. */
export class OidcMemory implements Adapter {
  readonly #model: string;

  constructor(model: string) {
    this.#model = model;
  }

  async upsert(id: string, payload: AdapterPayload, seconds: number) {
    const until = seconds ? Date.now() + seconds * 1000 : Infinity;
    entries.set(this.#key(id), { payload, until });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = entries.get(this.#key(id));
    if (entry && entry.until > Date.now()) return entry.payload;
    entries.delete(this.#key(id));
    return undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere(payload => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere(payload => payload.userCode === userCode);
  }

  async consume(id: string) {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string) {
    entries.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string) {
    for (const [key, { payload }] of entries) {
      if (payload.grantId === grantId) entries.delete(key);
    }
  }

  #key(id: string): string {
    return `${this.#model}:${id}`;
  }

  #findWhere(
    isWanted: (payload: AdapterPayload) => boolean,
  ): AdapterPayload | undefined {
    for (const [key, { payload, until }] of entries) {
      const isMine = key.startsWith(`${this.#model}:`);
      if (isMine && until > Date.now() && isWanted(payload)) return payload;
    }
    return undefined;
  }
}
