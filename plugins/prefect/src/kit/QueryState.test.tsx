import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { prefectApiRef, runQuery } from '../api';
import {
  anId,
  aRunDetail,
  expectNoAxeViolations,
  renderPage,
  startPortalFake,
} from '../testing';
import { QueryState } from './QueryState';

const portal = startPortalFake();

const key = { instance: 'production', id: anId(1) };

function Subject() {
  const query = useQuery(runQuery(useApi(prefectApiRef), key));
  return (
    <QueryState query={query} what="the run">
      {run => <p>It is {run.name}.</p>}
    </QueryState>
  );
}

const shown = 'It is imported-lion.';

describe('what is fetched', () => {
  it.each([
    {
      state: 'unknown',
      arrange: () => portal.hides('getRun'),
      texts: ['Not here, deleted, or not yours to see.'],
    },
    {
      state: 'denied',
      arrange: () => portal.denies('getRun', 'Only team-payments may see it.'),
      texts: ['You may not see this.', 'Only team-payments may see it.'],
    },
    {
      state: 'failed',
      arrange: () => portal.fails('getRun'),
      texts: [
        'Could not load the run. The rest is current.',
        'production does not answer.',
      ],
    },
    {
      state: 'there',
      arrange: () => portal.answers('getRun', aRunDetail()),
      texts: [shown],
    },
  ])('says so when it is $state', async ({ arrange, texts }) => {
    arrange();
    renderPage(<Subject />);

    for (const text of texts) {
      expect(await screen.findByText(text)).toBeInTheDocument();
    }
    expect(screen.queryByRole('status', { name: 'Loading' })).toBeNull();
    await expectNoAxeViolations();
  });

  it('says that it loads, and shows its place only when that takes a while', async () => {
    portal.answers('getRun', aRunDetail());
    const release = portal.holds('getRun');
    const { container } = renderPage(<Subject />);
    const skeleton = () => container.querySelector('.bui-Skeleton');

    const status = screen.getByRole('status', { name: 'Loading' });
    expect(status).toHaveAttribute('aria-busy', 'true');
    expect(skeleton()).toBeNull();
    await waitFor(() => expect(skeleton()).not.toBeNull());
    await expectNoAxeViolations();

    release();
    await screen.findByText(shown);
    expect(status).not.toBeInTheDocument();
  });

  it('is tried again on a button', async () => {
    portal.fails('getRun');
    const { user } = renderPage(<Subject />);
    const button = await screen.findByRole('button', { name: 'Try again' });

    portal.answers('getRun', aRunDetail());
    await user.click(button);

    await screen.findByText(shown);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is asked again by itself when the backend fails, never when it refuses', async () => {
    portal.fails('getRun');
    const { unmount } = renderPage(<Subject />);
    await screen.findByRole('alert');
    expect(portal.asked('getRun')).toHaveLength(4);
    unmount();

    portal.denies('getRun');
    renderPage(<Subject />);
    await screen.findByText('You may not see this.');
    expect(portal.asked('getRun')).toHaveLength(5);
  });
});

describe('what is fetched again', () => {
  it('stays on the page until the answer is there', async () => {
    portal.answers('getRun', aRunDetail());
    const { signals } = renderPage(<Subject />);
    await screen.findByText(shown);

    portal.answers('getRun', aRunDetail({ name: 'clever-otter' }));
    const release = portal.holds('getRun');
    signals.send({ runs: [key.id] });
    await waitFor(() => expect(portal.asked('getRun')).toHaveLength(2));
    expect(screen.getByText(shown)).toBeInTheDocument();
    expect(screen.queryByRole('status', { name: 'Loading' })).toBeNull();

    release();
    await screen.findByText('It is clever-otter.');
  });

  it('stays below the error when it fails', async () => {
    portal.answers('getRun', aRunDetail());
    const { signals } = renderPage(<Subject />);
    await screen.findByText(shown);

    portal.fails('getRun');
    signals.send({ runs: [key.id] });

    await screen.findByRole('alert');
    expect(screen.getByText(shown)).toBeInTheDocument();
  });

  it('is gone as soon as one may no longer see it', async () => {
    portal.answers('getRun', aRunDetail());
    const { signals } = renderPage(<Subject />);
    await screen.findByText(shown);

    portal.denies('getRun');
    signals.send({ runs: [key.id] });

    await screen.findByText('You may not see this.');
    expect(screen.queryByText(shown)).toBeNull();
  });
});
