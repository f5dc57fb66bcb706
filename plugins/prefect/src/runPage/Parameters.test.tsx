import { screen } from '@testing-library/react';
import { expectNoAxeViolations, renderPage } from '../testing';
import { Parameters } from './Parameters';

describe('the parameters of a run', () => {
  it('are shown by name, as text and as JSON', async () => {
    renderPage(
      <Parameters
        parameters={{
          region: 'eu',
          window: 6,
          shops: ['a'],
          note: null,
          html: '<b>bold</b>',
          api_token: '••••••••',
        }}
      />,
    );

    expect(screen.getAllByRole('row').map(row => row.textContent)).toEqual([
      'NameValue',
      'regioneu',
      'window6',
      'shops[\n  "a"\n]',
      'notenull',
      'html<b>bold</b>',
      'api_token••••••••',
    ]);
    await expectNoAxeViolations();
  });

  it('are copied as JSON', async () => {
    const { user, copied } = renderPage(
      <Parameters parameters={{ region: 'eu' }} />,
    );

    await user.click(screen.getByRole('button', { name: 'Copy' }));

    expect(JSON.parse(await copied())).toEqual({ region: 'eu' });
  });

  it('may be none', () => {
    renderPage(<Parameters parameters={{}} />);

    expect(screen.getByText('This run has no parameters.')).toBeInTheDocument();
  });
});
