import { NotModifiedError } from '@backstage/errors';
import { UrlSource } from './UrlSource';

type File = { path: string; content(): Promise<Buffer> };

const file = (path: string, text = path): File => ({
  path,
  content: async () => Buffer.from(text),
});

describe('policies at an address', () => {
  let nowMs: number;
  let files: File[];
  let etag: string;
  let failure: Error | undefined;
  let asked: Array<string | undefined>;
  let source: UrlSource;

  beforeEach(() => {
    nowMs = 0;
    files = [file('a.cedar'), file('deeper/b.cedar')];
    etag = 'one';
    failure = undefined;
    asked = [];
    source = new UrlSource({
      name: 'company',
      url: 'https://github.com/acme/policies/tree/main/prefect',
      refreshSeconds: 60,
      clock: () => nowMs,
      reader: {
        readTree: async (_, options) => {
          asked.push(options?.etag);
          if (failure) throw failure;
          if (options?.etag === etag) throw new NotModifiedError();
          return {
            etag,
            files: async () => files,
            archive: () => Promise.reject(new Error('not asked for')),
            dir: () => Promise.reject(new Error('not asked for')),
          };
        },
      },
    });
  });

  const names = async () => (await source.read()).map(({ name }) => name);

  it('are the policies below it, without what is hidden or something else', async () => {
    files.push(file('README.md'), file('.git/c.cedar'), file('x/.y/d.cedar'));
    expect(await names()).toEqual(['a.cedar', 'deeper/b.cedar']);
  });

  it('are asked for once in a while, and then whether they changed', async () => {
    await names();
    nowMs += 59_000;
    await names();
    expect(asked).toEqual([undefined]);

    nowMs += 1_000;
    expect(await names()).toEqual(['a.cedar', 'deeper/b.cedar']);
    expect(asked).toEqual([undefined, 'one']);

    files = [file('c.cedar')];
    etag = 'two';
    nowMs += 60_000;
    expect(await names()).toEqual(['c.cedar']);
  });

  it('are asked for again at once after they could not be read', async () => {
    failure = new Error('502');
    await expect(source.read()).rejects.toThrow('502');
    failure = undefined;
    expect(await names()).toEqual(['a.cedar', 'deeper/b.cedar']);
  });

  it('are refused when they are huge', async () => {
    files = [
      file('a.cedar', 'x'.repeat(600_000)),
      file('b.cedar', 'x'.repeat(600_000)),
    ];
    await expect(source.read()).rejects.toThrow('cannot be meant');
  });
});
