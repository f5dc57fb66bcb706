import { screen } from '@testing-library/react';
import { useState } from 'react';
import {
  anId,
  aRunCell,
  aState,
  expectNoAxeViolations,
  renderPage,
} from '../testing';
import { RunStrip } from './RunStrip';

const runs = [
  aRunCell({ id: anId(1), name: 'first', durationMs: 1_000 }),
  aRunCell({ id: anId(2), name: 'second', state: aState('FAILED') }),
  aRunCell({ id: anId(3), name: 'third', durationMs: 12_000 }),
];

const renderStrip = (cells = runs) =>
  renderPage(<RunStrip instance="production" runs={cells} />);

const cell = (name: RegExp) => screen.getByRole('link', { name });

describe('RunStrip', () => {
  it('names every run with its state and time', async () => {
    renderStrip();

    expect(
      screen.getByRole('group', { name: 'Last 3 runs, oldest first' }),
    ).toBeInTheDocument();
    expect(cell(/^first: Completed, .*\d{4}/)).toBeInTheDocument();
    expect(cell(/^second: Failed, /)).toBeInTheDocument();
    await expectNoAxeViolations();
  });

  it('shows durations as heights, the longest as the highest', () => {
    renderStrip();
    const heights = [/^first/, /^second/, /^third/].map(
      name => (cell(name).firstChild as HTMLElement).style.height,
    );
    // A run that took nothing can still be seen and pressed.
    expect(heights).toEqual(['25%', '50%', '100%']);
  });

  it('is one stop of the tab key, at the newest run', async () => {
    const { user } = renderStrip();

    await user.tab();
    expect(cell(/^third/)).toHaveFocus();
    await user.tab();
    expect(document.body).toHaveFocus();
  });

  it('moves by arrows and stays within the strip', async () => {
    const { user } = renderStrip();
    await user.tab();

    await user.keyboard('{ArrowRight}');
    expect(cell(/^third/)).toHaveFocus();
    await user.keyboard('{ArrowLeft}');
    expect(cell(/^second/)).toHaveFocus();
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(cell(/^first/)).toHaveFocus();
  });

  it('comes back to the run that was left', async () => {
    const { user } = renderStrip();
    await user.tab();
    await user.keyboard('{ArrowLeft}');

    await user.tab();
    await user.tab({ shift: true });

    expect(cell(/^second/)).toHaveFocus();
  });

  it('opens a run on Enter', async () => {
    const { user, address } = renderStrip();
    await user.tab();

    await user.keyboard('{ArrowLeft}{Enter}');

    expect(address()).toBe(`/prefect/runs/production/${anId(2)}`);
  });

  it('can still be reached when runs have gone', async () => {
    function Shrinking() {
      const [cells, setCells] = useState(runs);
      return (
        <>
          <button onClick={() => setCells(runs.slice(0, 1))}>shrink</button>
          <RunStrip instance="production" runs={cells} />
        </>
      );
    }
    const { user } = renderPage(<Shrinking />);
    await user.click(screen.getByRole('button', { name: 'shrink' }));

    await user.tab();

    expect(cell(/^first/)).toHaveFocus();
  });

  it('says when there are none', () => {
    renderStrip([]);

    expect(screen.getByText('No runs yet')).toBeInTheDocument();
  });
});
