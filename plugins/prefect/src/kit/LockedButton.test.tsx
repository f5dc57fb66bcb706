import { screen, waitFor } from '@testing-library/react';
import { allowed, denied, expectNoAxeViolations, renderPage } from '../testing';
import { LockedButton } from './LockedButton';

function renderButton(decision = denied()) {
  const onPress = jest.fn();
  const rendered = renderPage(
    <LockedButton decision={decision} onPress={onPress}>
      Cancel
    </LockedButton>,
  );
  const button = screen.getByRole('button', { name: 'Cancel' });
  return { ...rendered, onPress, button };
}

describe('LockedButton', () => {
  it('is a plain button for who may', async () => {
    const { user, onPress, button } = renderButton(allowed);

    await user.click(button);

    expect(onPress).toHaveBeenCalledTimes(1);
    expect(button).not.toHaveAttribute('aria-disabled');
  });

  it('stays in the tab order for who may not, and says that it is off', async () => {
    const { user, button } = renderButton();

    await user.tab();

    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await expectNoAxeViolations();
  });

  it('tells the reason when pressed, and does nothing else', async () => {
    const { user, onPress, button } = renderButton(
      denied('Only team-payments may cancel it.'),
    );

    await user.tab();
    await user.keyboard('{Enter}');

    expect(
      await screen.findByText('Only team-payments may cancel it.'),
    ).toBeInTheDocument();
    expect(onPress).not.toHaveBeenCalled();
    await expectNoAxeViolations();

    await user.keyboard('{Escape}');
    await waitFor(() => expect(button).toHaveFocus());
  });
});
