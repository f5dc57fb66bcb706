import { OLDEST_PREFECT } from '@backstage-prefect/backstage-plugin-prefect-common';
import { act, screen, waitFor } from '@testing-library/react';
import {
  anInstance,
  expectNoAxeViolations,
  minutesAgo,
  renderPage,
  startPortalFake,
} from '../testing';
import { Banners } from './Banners';
import { formatTime } from './format';

const portal = startPortalFake();

const current = anInstance({ id: 'dev', title: 'Development' });
const stale = anInstance({
  freshness: { state: 'stale', asOf: minutesAgo(8), message: null },
});
const seeding = anInstance({
  id: 'staging',
  title: 'Staging',
  freshness: { state: 'seeding', asOf: null, message: null },
});

const settled = () =>
  waitFor(() => expect(portal.asked('listInstances')).toHaveLength(1));

function setOnline(isOnline: boolean) {
  jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline);
  act(() => {
    window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
  });
}

afterEach(() => jest.restoreAllMocks());

describe('Banners', () => {
  it('are not there while everything is current', async () => {
    portal.answers('listInstances', { items: [current] });
    renderPage(<Banners />);
    await settled();

    expect(screen.queryByRole('status')).toBeNull();
  });

  it('say since when an instance has not answered', async () => {
    portal.answers('listInstances', { items: [current, stale] });
    renderPage(<Banners />);

    const time = formatTime(new Date(stale.freshness.asOf!), new Date());
    const banner = await screen.findByRole('status');
    expect(banner).toHaveTextContent(
      `Production has not answered since ${time}.`,
    );
    await expectNoAxeViolations();
  });

  it('say that an instance is read for the first time', async () => {
    portal.answers('listInstances', { items: [seeding] });
    renderPage(<Banners />);

    expect(await screen.findByRole('status')).toHaveTextContent(
      'Staging is being read for the first time.',
    );
  });

  it('say that an instance is too old, and not that it is being read', async () => {
    const { freshness } = seeding;
    portal.answers('listInstances', {
      items: [anInstance({ freshness, version: '3.3.7', limits: ['too-old'] })],
    });
    renderPage(<Banners />);

    const banner = await screen.findByRole('status');
    expect(banner).toHaveTextContent(
      'Production runs Prefect 3.3.7, which is too old.',
    );
    expect(banner).toHaveTextContent(`upgraded to ${OLDEST_PREFECT} or newer`);
    await expectNoAxeViolations();
  });

  it('are only about the instance of the page', async () => {
    portal.answers('listInstances', { items: [stale, seeding] });
    renderPage(<Banners instance="staging" />);

    await screen.findByText(/^Staging is being read/);
    expect(screen.queryByText(/^Production/)).toBeNull();
  });

  it('tell of a lost connection until it is back', async () => {
    renderPage(<Banners />);
    await settled();

    setOnline(false);
    expect(screen.getByRole('status')).toHaveTextContent(
      'The connection is lost.',
    );

    setOnline(true);
    expect(screen.queryByRole('status')).toBeNull();
  });
});
