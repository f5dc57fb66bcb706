import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import {
  aDeployment,
  aDeploymentDetail,
  anEntityAutomation,
  anId,
  aRunDetail,
  type RenderPageOptions,
  renderPage,
  settled,
  startPortalFake,
} from '../testing';
import { onLogs } from './freshness';
import { prefectApiRef } from './PrefectApi';
import { PrefectQueryProvider } from './PrefectQueryProvider';
import {
  deploymentQuery,
  entityQuery,
  runQuery,
  runsQuery,
  runTasksQuery,
} from './queries';

const portal = startPortalFake();

const instance = 'production';
const RUN = anId(1);
const OTHER_RUN = anId(2);
const DEPLOYMENT = anId(100);
const ENTITY = { kind: 'component', namespace: 'default', name: 'orders' };
const SECOND_MS = 1_000;

/** A page with a list, two runs with the tasks of one, and a deployment. */
function Page() {
  const api = useApi(prefectApiRef);
  const queries = [
    useQuery(runsQuery(api, {})),
    useQuery(runQuery(api, { instance, id: RUN })),
    useQuery(runTasksQuery(api, { instance, id: RUN })),
    useQuery(runQuery(api, { instance, id: OTHER_RUN })),
    useQuery(deploymentQuery(api, { instance, id: DEPLOYMENT })),
  ];
  return <p>{queries.every(query => query.isSuccess) ? 'ready' : 'waiting'}</p>;
}

/** The deployments of an entity. */
function EntityPage() {
  const query = useQuery(entityQuery(useApi(prefectApiRef), ENTITY));
  return <p>{query.isSuccess ? 'ready' : 'waiting'}</p>;
}

/** How often each was asked for since the page was there. */
type Counts = {
  list: number;
  run: number;
  tasks: number;
  otherRun: number;
  deployment: number;
};

const counts = (): Counts => {
  const runs = portal.asked('getRun').map(({ path }) => path.id);
  return {
    list: portal.asked('listRuns').length,
    run: runs.filter(id => id === RUN).length,
    tasks: portal.asked('listRunTasks').length,
    otherRun: runs.filter(id => id === OTHER_RUN).length,
    deployment: portal.asked('getDeployment').length,
  };
};

const ONCE = { list: 1, run: 1, tasks: 1, otherRun: 1, deployment: 1 };

async function renderReady(options?: RenderPageOptions) {
  portal.answers('getRun', aRunDetail());
  portal.answers('getDeployment', aDeploymentDetail());
  const rendered = renderPage(<Page />, options);
  await screen.findByText('ready');
  expect(counts()).toEqual(ONCE);
  return rendered;
}

describe('a signal', () => {
  it.each([
    {
      changed: 'a run',
      signal: { runs: [RUN] },
      asked: { list: 2, run: 2, tasks: 2 },
    },
    {
      changed: 'a deployment',
      signal: { deployments: [DEPLOYMENT] },
      asked: { list: 2, deployment: 2 },
    },
    {
      changed: 'a run that is not shown',
      signal: { runs: [anId(9)] },
      asked: { list: 2 },
    },
    {
      changed: 'a run of another instance with the same id',
      signal: { instance: 'staging', runs: [RUN] },
      asked: { list: 2 },
    },
    {
      changed: 'everything',
      signal: { all: true },
      asked: { list: 2, run: 2, tasks: 2, otherRun: 2, deployment: 2 },
    },
    { changed: 'log lines', signal: { logs: [RUN] }, asked: {} },
  ])(
    'of $changed fetches what shows it, and no more',
    async ({ signal, asked }) => {
      const { signals } = await renderReady();

      signals.send(signal);

      await waitFor(() => expect(counts()).toEqual({ ...ONCE, ...asked }));
      await settled();
      expect(counts()).toEqual({ ...ONCE, ...asked });
    },
  );

  it.each([
    { changed: 'a run of one of them', signal: { runsOf: [DEPLOYMENT] }, n: 2 },
    { changed: 'another deployment', signal: { deployments: [anId(9)] }, n: 2 },
    { changed: 'a run of another', signal: { runsOf: [anId(9)] }, n: 1 },
  ])(
    'of $changed fetches the deployments of an entity $n times',
    async ({ signal, n }) => {
      portal.answers(
        'getEntityAutomation',
        anEntityAutomation({ items: [aDeployment({ id: DEPLOYMENT })] }),
      );
      const { signals } = renderPage(<EntityPage />);
      await screen.findByText('ready');

      signals.send({ ...signal, runs: [anId(8)] });
      await settled();

      await waitFor(() =>
        expect(portal.asked('getEntityAutomation')).toHaveLength(n),
      );
    },
  );

  it('of log lines reaches who follows them', async () => {
    const heard: (readonly string[])[] = [];
    const { signals } = await renderReady();
    const unfollow = onLogs(runs => heard.push(runs));

    signals.send({ logs: [RUN] });
    signals.send({ runs: [RUN] });
    unfollow();
    signals.send({ logs: [OTHER_RUN] });

    expect(heard).toEqual([[RUN]]);
    // What was fetched again must not be counted by the next test.
    await settled();
  });

  it('leaves alone what is not on the page any more', async () => {
    const { signals, unmount } = await renderReady();
    unmount();

    signals.send({ all: true });
    await settled();

    expect(signals.subscribers).toBe(0);
    expect(counts()).toEqual(ONCE);
  });
});

describe('a storm of signals', () => {
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });

  afterEach(() => jest.useRealTimers());

  const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

  it('fetches lists at once and then at most once a second', async () => {
    const { signals } = await renderReady();

    signals.send({ runs: [anId(9)] });
    await waitFor(() => expect(counts().list).toBe(2));
    for (let sent = 0; sent < 9; sent += 1) {
      await pass(SECOND_MS / 10);
      signals.send({ runs: [anId(9)] });
    }
    expect(counts().list).toBe(2);

    await pass(SECOND_MS);
    await waitFor(() => expect(counts().list).toBe(3));

    await pass(5 * SECOND_MS);
    expect(counts().list).toBe(3);
  });

  it('does not hold back the first change after a pause', async () => {
    const { signals } = await renderReady();
    signals.send({ runs: [anId(9)] });
    await waitFor(() => expect(counts().list).toBe(2));
    await pass(2 * SECOND_MS);

    signals.send({ runs: [anId(9)] });

    await waitFor(() => expect(counts().list).toBe(3), { timeout: 500 });
  });
});

describe('signals that are lost', () => {
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });

  afterEach(() => jest.useRealTimers());

  it('are made up for as soon as the socket must have connected, and every half a minute', async () => {
    await renderReady();

    for (const [quietS, times] of [
      [7, 2],
      [20, 3],
      [28, 4],
    ]) {
      const before = counts();
      await act(() => jest.advanceTimersByTimeAsync(quietS * SECOND_MS));
      expect(counts()).toEqual(before);

      await act(() => jest.advanceTimersByTimeAsync(2 * SECOND_MS));
      await waitFor(() => expect(counts().run).toBe(times));
    }
  });
});

describe('without signals', () => {
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });

  afterEach(() => jest.useRealTimers());

  it('everything is fetched again every 15 seconds', async () => {
    await renderReady({ signals: 'none' });

    await act(() => jest.advanceTimersByTimeAsync(14 * SECOND_MS));
    expect(counts()).toEqual(ONCE);

    await act(() => jest.advanceTimersByTimeAsync(2 * SECOND_MS));
    await waitFor(() =>
      expect(counts()).toEqual({
        list: 2,
        run: 2,
        tasks: 2,
        otherRun: 2,
        deployment: 2,
      }),
    );
  });

  it('nothing is fetched when nothing is shown', async () => {
    const { unmount } = await renderReady({ signals: 'none' });
    unmount();

    await act(() => jest.advanceTimersByTimeAsync(60 * SECOND_MS));

    expect(counts()).toEqual(ONCE);
  });
});

describe('extensions on one page', () => {
  it('share answers and one subscription, until the last one leaves', async () => {
    function TwoExtensions() {
      const [isSecondThere, setSecondThere] = useState(true);
      const extension = (
        <PrefectQueryProvider>
          <Page />
        </PrefectQueryProvider>
      );
      return (
        <>
          {extension}
          {isSecondThere && extension}
          <button onClick={() => setSecondThere(false)}>leave</button>
        </>
      );
    }
    portal.answers('getRun', aRunDetail());
    portal.answers('getDeployment', aDeploymentDetail());
    const { signals, unmount, user } = renderPage(<TwoExtensions />);
    await waitFor(() => expect(screen.getAllByText('ready')).toHaveLength(2));
    expect(counts()).toEqual(ONCE);
    expect(signals.subscribers).toBe(1);

    await user.click(screen.getByRole('button', { name: 'leave' }));
    expect(signals.subscribers).toBe(1);
    signals.send({ deployments: [DEPLOYMENT] });
    await waitFor(() => expect(counts().deployment).toBe(2));

    unmount();
    expect(signals.subscribers).toBe(0);
  });

  it('of another app start with nothing', async () => {
    const { unmount } = await renderReady();
    unmount();

    renderPage(<Page />);

    expect(screen.getByText('waiting')).toBeInTheDocument();
  });
});
