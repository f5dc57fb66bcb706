import { act, screen } from '@testing-library/react';
import { aState, renderPage } from '../testing';
import { RunDuration } from './Duration';
import { Time } from './Time';

const now = new Date('2026-11-24T12:00:00Z');
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

beforeEach(() => {
  jest.useFakeTimers({ now });
});

afterEach(() => jest.useRealTimers());

const before = (ms: number) => new Date(now.getTime() - ms).toISOString();

describe('Time', () => {
  it('tells the time of the day and how long ago that was', () => {
    renderPage(<Time value={before(4 * MINUTE_MS)} />);

    const clock = new Intl.DateTimeFormat(undefined, {
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(before(4 * MINUTE_MS)));
    expect(screen.getByText(`${clock}, 4 min. ago`)).toHaveAttribute(
      'dateTime',
      before(4 * MINUTE_MS),
    );
  });

  it('tells only how long ago where there is little room', () => {
    renderPage(<Time value={before(4 * MINUTE_MS)} show="relative" />);

    expect(screen.getByText('4 min. ago')).toBeInTheDocument();
  });

  it('has its own time and UTC in full', () => {
    renderPage(<Time value={before(0)} show="relative" />);

    expect(screen.getByText('now').title).toMatch(
      /^Your time: Nov 2\d, 2026, .*\nUTC: Nov 24, 2026, 12:00:00\sPM$/,
    );
  });

  it('grows older on the page', () => {
    renderPage(<Time value={before(4 * MINUTE_MS)} show="relative" />);

    act(() => jest.advanceTimersByTime(MINUTE_MS));

    expect(screen.getByText('5 min. ago')).toBeInTheDocument();
  });

  it('is right at once on a page that had no clock for long', () => {
    const { unmount } = renderPage(<Time value={before(0)} show="relative" />);
    unmount();
    jest.setSystemTime(now.getTime() + 30 * MINUTE_MS);

    renderPage(<Time value={before(0)} show="relative" />);

    expect(screen.getByText('30 min. ago')).toBeInTheDocument();
  });
});

describe('RunDuration', () => {
  const running = { ...aState('RUNNING'), timestamp: before(5 * SECOND_MS) };

  it('ticks while the run runs, on top of its earlier attempts', () => {
    renderPage(
      <RunDuration
        run={{ state: running, start: before(MINUTE_MS), durationMs: 10_000 }}
      />,
    );
    expect(screen.getByText('15 sec')).toBeInTheDocument();

    act(() => jest.advanceTimersByTime(2 * SECOND_MS));

    expect(screen.getByText('17 sec')).toBeInTheDocument();
  });

  it('stands still when the run is over', () => {
    const state = aState('COMPLETED');
    renderPage(
      <RunDuration
        run={{ state, start: before(MINUTE_MS), durationMs: 64_000 }}
      />,
    );

    act(() => jest.advanceTimersByTime(2 * SECOND_MS));

    expect(screen.getByText('1 min 4 sec')).toBeInTheDocument();
  });

  it('is a dash before the run has begun', () => {
    const state = aState('SCHEDULED');
    renderPage(<RunDuration run={{ state, start: null, durationMs: null }} />);

    expect(screen.getByText('–')).toBeInTheDocument();
  });
});
