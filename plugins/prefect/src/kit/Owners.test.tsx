import { screen } from '@testing-library/react';
import { expectNoAxeViolations, renderPage } from '../testing';
import { Owners } from './Owners';

describe('Owners', () => {
  it('lead to their pages', async () => {
    renderPage(<Owners owners={['group:default/payments', 'user:eu/mina']} />);

    expect(screen.getByRole('link', { name: 'payments' })).toHaveAttribute(
      'href',
      '/catalog/default/group/payments',
    );
    expect(screen.getByRole('link', { name: 'mina' })).toHaveAttribute(
      'href',
      '/catalog/eu/user/mina',
    );
    await expectNoAxeViolations();
  });

  it('are said to be nobody when there are none', () => {
    renderPage(<Owners owners={[]} />);

    expect(screen.getByText('Nobody')).toBeInTheDocument();
  });
});
