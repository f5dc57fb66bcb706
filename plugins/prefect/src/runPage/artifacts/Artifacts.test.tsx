/* eslint-disable no-script-url -- they are what must not work */
import type { Artifact } from '@backstage-prefect/backstage-plugin-prefect-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import {
  anArtifact,
  anId,
  aRunDetail,
  aState,
  expectNoAxeViolations,
  renderPage,
  startPortalFake,
} from '../../testing';
import { Artifacts } from './Artifacts';

const portal = startPortalFake();

async function renderArtifact(over: Partial<Artifact>) {
  portal.answers('listRunArtifacts', { items: [anArtifact(over)] });
  const rendered = renderPage(<Artifacts run={aRunDetail()} />);
  await screen.findByRole('heading', { name: over.key ?? 'report' });
  return rendered;
}

const markdown = async (data: string) => {
  const rendered = await renderArtifact({ data });
  await waitFor(() =>
    expect(document.querySelector('.markdown')).not.toBeNull(),
  );
  const body = document.querySelector<HTMLElement>('.markdown')!;
  return { ...rendered, body };
};

describe('the artifacts of a run', () => {
  it('may be none', async () => {
    renderPage(<Artifacts run={aRunDetail()} />);

    expect(await screen.findByText('No artifacts yet.')).toBeInTheDocument();
    await expectNoAxeViolations();
  });

  it('may fail to load', async () => {
    portal.fails('listRunArtifacts');
    renderPage(<Artifacts run={aRunDetail()} />);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load the artifacts.',
    );
  });

  it('may have no name and a description', async () => {
    await renderArtifact({
      key: null,
      description: 'About *last* night',
    }).catch(() => {});

    await screen.findByRole('heading', { name: 'without a key' });
    expect((await screen.findByText('last')).tagName).toBe('EM');
  });

  it('are asked for again while the run goes on, for progress has no signal', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    portal.answers('listRunArtifacts', {
      items: [anArtifact({ type: 'progress', data: 20 })],
    });
    const { unmount } = renderPage(
      <Artifacts run={aRunDetail({ state: aState('RUNNING') })} />,
    );
    await screen.findByText('20%');

    portal.answers('listRunArtifacts', {
      items: [anArtifact({ type: 'progress', data: 60 })],
    });
    await act(() => jest.advanceTimersByTimeAsync(4_000));
    await screen.findByText('60%');
    unmount();
    jest.useRealTimers();
  });
});

describe('markdown that a flow wrote', () => {
  it('is shown with its tables, lists and code, below the headings of the page', async () => {
    const { body } = await markdown(
      '# Report\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n`code`',
    );

    expect(
      within(body).getByRole('heading', { name: 'Report', level: 3 }),
    ).toBeInTheDocument();
    expect(within(body).getByRole('cell', { name: '2' })).toBeInTheDocument();
    expect(within(body).getByText('code').tagName).toBe('CODE');
    await expectNoAxeViolations();
  });

  it.each([
    ['a script', '<script>window.hacked = 1</script>', 'script'],
    ['a handler', '<img src=x onerror="window.hacked = 1">', 'img'],
    ['a frame', '<iframe src="https://evil.example.com"></iframe>', 'iframe'],
    ['a style', '<style>body { display: none }</style>', 'style'],
    [
      'a form',
      '<form action="https://evil.example.com"><input></form>',
      'form',
    ],
    ['an svg', '<svg onload="window.hacked = 1"></svg>', 'svg'],
    ['an object', '<object data="x"></object><embed src="x">', 'object, embed'],
  ])('has no %s', async (_, html, selector) => {
    const { body } = await markdown(
      `before\n\n${html}\n\nbetween ${html} after`,
    );

    expect(body).toHaveTextContent(/before.*between.*after/s);
    expect(body.querySelector(selector)).toBeNull();
    expect(
      [...body.querySelectorAll('*')].flatMap(element =>
        element.getAttributeNames(),
      ),
    ).toEqual([]);
    expect(window).not.toHaveProperty('hacked');
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,hello',
    'vbscript:x',
    '/api/prefect/runs',
    '//evil.example.com',
    '#prefect',
  ])('has no link to %s', async address => {
    const { body } = await markdown(`[press me](${address})`);

    expect(body).toHaveTextContent('press me');
    expect(body.querySelector('a')).toBeNull();
  });

  it('has links that say where they lead and tell nothing to the other side', async () => {
    const { body } = await markdown('[our bank](https://evil.example.com/a)');

    const link = within(body).getByRole('link', {
      name: 'our bank (evil.example.com)',
    });
    expect(link).toHaveAttribute('href', 'https://evil.example.com/a');
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    await expectNoAxeViolations();
  });

  it('loads an image only when somebody asks, and says from where', async () => {
    const { body, user } = await markdown(
      '![a chart](https://img.example.com/chart.png)',
    );
    expect(body.querySelector('img')).toBeNull();
    expect(body.innerHTML).not.toContain('chart.png');

    await user.click(
      screen.getByRole('button', {
        name: 'Load the image from img.example.com',
      }),
    );

    const image = screen.getByRole('img', { name: 'a chart' });
    expect(image).toHaveAttribute('src', 'https://img.example.com/chart.png');
    expect(image).toHaveAttribute('referrerpolicy', 'no-referrer');
    await expectNoAxeViolations();
  });

  it.each(['javascript:alert(1)', 'data:image/png;base64,AAAA', '/logo.png'])(
    'has no image from %s',
    async address => {
      const { body } = await markdown(`![x](<${address}>)`);

      expect(body).toHaveTextContent(/^A link that is not opened/);
      expect(body.querySelector('img, button')).toBeNull();
    },
  );

  it('may be nothing', async () => {
    await renderArtifact({ data: null });

    expect(await screen.findByText('Nothing in it.')).toBeInTheDocument();
  });
});

describe('a table', () => {
  const table = (data: unknown) =>
    renderArtifact({ type: 'table', key: 'totals', data });

  it('has a column for every key of every row, and shows markup as text', async () => {
    await table([
      { shop: 'eu', total: 1 },
      { shop: '<b>us</b>', left: [1] },
    ]);

    const rows = await screen.findAllByRole('row');
    expect(rows.map(row => [...row.children].map(c => c.textContent))).toEqual([
      ['shop', 'total', 'left'],
      ['eu', '1', ''],
      ['<b>us</b>', '', '[\n  1\n]'],
    ]);
    await expectNoAxeViolations();
  });

  it('may be of lists or single values', async () => {
    await table([['eu', 1], 'alone']);

    expect(await screen.findByRole('cell', { name: 'eu' })).toBeInTheDocument();
    expect(screen.getByRole('cell', { name: 'alone' })).toBeInTheDocument();
  });

  it('shows the first rows of many', async () => {
    await table(Array.from({ length: 501 }, (_, n) => ({ n })));

    expect(
      await screen.findByText('The first 500 of 501 rows.'),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('row')).toHaveLength(501);
  });

  it.each([[[]], [null], ['not a table'], [[{}]]])(
    'says that there is nothing in %j',
    async data => {
      await table(data);

      expect(await screen.findByText('Nothing in it.')).toBeInTheDocument();
    },
  );
});

describe('progress', () => {
  it.each([
    [42.5, 42.5, '42.5%'],
    [0, 0, '0%'],
    [140, 100, '100%'],
    [-3, 0, '0%'],
    ['many', 0, '0%'],
  ])('of %j is at %d', async (data, value, words) => {
    await renderArtifact({ type: 'progress', data });

    const bar = await screen.findByRole('progressbar', {
      name: 'Progress of report',
    });
    expect(bar).toHaveAttribute('value', String(value));
    expect(screen.getByText(words)).toBeInTheDocument();
    await expectNoAxeViolations();
  });
});

describe('other kinds', () => {
  it('of image wait for a click', async () => {
    const { user } = await renderArtifact({
      type: 'image',
      data: 'https://img.example.com/a.png',
    });
    expect(screen.queryByRole('img')).toBeNull();

    await user.click(
      await screen.findByRole('button', {
        name: 'Load the image from img.example.com',
      }),
    );

    expect(
      screen.getByRole('img', { name: 'Image of report' }),
    ).toBeInTheDocument();
  });

  it('of link say where they lead', async () => {
    await renderArtifact({
      type: 'link',
      data: '[docs](https://docs.example.com)',
    });

    expect(
      await screen.findByRole('link', { name: 'docs (docs.example.com)' }),
    ).toBeInTheDocument();
  });

  it('are shown as they are', async () => {
    await renderArtifact({ type: 'other', data: { html: '<b>x</b>' } });

    expect(await screen.findByText(/"<b>x<\/b>"/)).toBeInTheDocument();
  });

  it('are in one list', async () => {
    portal.answers('listRunArtifacts', {
      items: [anArtifact(), anArtifact({ id: anId(601), key: 'second' })],
    });
    renderPage(<Artifacts run={aRunDetail()} />);

    await screen.findByRole('heading', { name: 'second' });
    expect(screen.getAllByRole('heading')).toHaveLength(2);
  });
});
