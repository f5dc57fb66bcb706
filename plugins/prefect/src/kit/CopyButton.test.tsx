import { screen } from '@testing-library/react';
import { renderPage } from '../testing';
import { CopyButton } from './CopyButton';

describe('CopyButton', () => {
  it('copies and says that it did, for a moment', async () => {
    const { user, copied } = renderPage(
      <CopyButton text="prefect.io/deployment: a" />,
    );

    await user.click(screen.getByRole('button', { name: 'Copy' }));

    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await copied()).toBe('prefect.io/deployment: a');
    expect(await screen.findByRole('button', { name: 'Copy' })).toBeVisible();
  });
});
