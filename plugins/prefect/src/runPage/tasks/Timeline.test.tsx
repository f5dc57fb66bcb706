import type { TaskRun } from '@backstage-prefect/backstage-plugin-prefect-common';
import { screen, waitFor, within } from '@testing-library/react';
import {
  anId,
  aRunDetail,
  aState,
  aTaskRun,
  expectNoAxeViolations,
  renderPage,
  startPortalFake,
} from '../../testing';
import { Timeline } from './Timeline';

const portal = startPortalFake();

const mapped = (count: number, over: Partial<TaskRun> = {}) =>
  Array.from({ length: count }, (_, index) =>
    aTaskRun({
      id: anId(300 + index),
      name: `transform-${index}`,
      group: 'transform',
      ...over,
    }),
  );

async function renderTimeline(items: TaskRun[], truncated = false) {
  portal.answers('listRunTasks', { items, truncated });
  const rendered = renderPage(<Timeline run={aRunDetail()} />, {
    at: '/prefect/runs/production/1',
  });
  await screen.findByRole('list', { name: 'Timeline' });
  return rendered;
}

const rows = () => screen.getAllByRole('listitem');

describe('the timeline', () => {
  it('may be empty', async () => {
    renderPage(<Timeline run={aRunDetail()} />);

    expect(await screen.findByText('No tasks yet.')).toBeInTheDocument();
  });

  it('may fail to load', async () => {
    portal.fails('listRunTasks');
    renderPage(<Timeline run={aRunDetail()} />);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load the tasks.',
    );
  });

  it('shows a task with its state, attempt and duration', async () => {
    await renderTimeline([
      aTaskRun({
        state: aState('FAILED', { name: 'TimedOut' }),
        runCount: 2,
        durationMs: 64_000,
      }),
    ]);

    const [row] = rows();
    expect(within(row).getByRole('img', { name: 'Timed out' })).toBeVisible();
    expect(row).toHaveTextContent('extract-01 min 4 sec, attempt 2');
    await expectNoAxeViolations();
  });

  it('leads from a task to its lines and from a sub-flow to its page', async () => {
    await renderTimeline([
      aTaskRun(),
      aTaskRun({
        id: anId(301),
        name: 'child-flow',
        group: 'child',
        kind: 'subflow',
        childRunId: anId(9),
      }),
    ]);

    expect(
      screen.getByRole('link', { name: 'Logs of extract-0' }),
    ).toHaveAttribute(
      'href',
      `/prefect/runs/production/1?task=${anId(300)}#logs`,
    );
    expect(
      screen.getByRole('link', { name: 'Open the sub-flow child-flow' }),
    ).toHaveAttribute('href', `/prefect/runs/production/${anId(9)}`);
  });

  it('folds the many runs of one task and counts them', async () => {
    const { user } = await renderTimeline([
      ...mapped(7),
      aTaskRun({
        id: anId(399),
        name: 'transform-bad',
        group: 'transform',
        state: aState('FAILED'),
      }),
    ]);
    const group = screen.getByRole('button', { name: /transform/ });
    expect(group).toHaveAttribute('aria-expanded', 'false');
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toHaveTextContent('8 of 8 done, 1 failed');
    await expectNoAxeViolations();

    await user.click(group);

    expect(group).toHaveAttribute('aria-expanded', 'true');
    expect(rows()).toHaveLength(9);
    await expectNoAxeViolations();
  });

  it('shows the few runs of one task at once', async () => {
    await renderTimeline(mapped(3));

    expect(rows()).toHaveLength(4);
  });

  it('hides what is done on request, and says when that is everything', async () => {
    const { user, signals } = await renderTimeline([
      aTaskRun(),
      aTaskRun({
        id: anId(301),
        name: 'load-0',
        group: 'load',
        state: aState('RUNNING'),
        end: null,
      }),
    ]);

    await user.click(screen.getByRole('switch', { name: 'Hide done' }));
    expect(rows()).toHaveLength(1);
    expect(screen.getByText('load-0')).toBeInTheDocument();

    portal.answers('listRunTasks', { items: [aTaskRun()], truncated: false });
    signals.send({ runs: [anId(1)] });
    await waitFor(() =>
      expect(screen.getByText('Everything is done.')).toBeInTheDocument(),
    );
    await expectNoAxeViolations();
  });

  it('says when not everything is there', async () => {
    await renderTimeline([aTaskRun()], true);

    expect(
      screen.getByText('Only the newest 1 are shown.'),
    ).toBeInTheDocument();
  });
});
