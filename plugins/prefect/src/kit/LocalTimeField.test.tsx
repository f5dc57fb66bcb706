import { fireEvent, screen } from '@testing-library/react';
import { expectNoAxeViolations, renderPage } from '../testing';
import { LocalTimeField } from './LocalTimeField';

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

function renderField(value?: string) {
  const onChange = jest.fn();
  renderPage(<LocalTimeField value={value} onChange={onChange} />);
  const field = screen.getByLabelText<HTMLInputElement>(`At (${zone})`);
  return { field, onChange };
}

describe('LocalTimeField', () => {
  it('shows a moment in the zone that its label names', async () => {
    const { field } = renderField(new Date(2026, 10, 24, 7, 30).toISOString());

    expect(field).toHaveValue('2026-11-24T07:30');
    await expectNoAxeViolations();
  });

  it('gives the moment back, whatever the zone', () => {
    const { field, onChange } = renderField();

    fireEvent.change(field, { target: { value: '2026-07-01T18:05' } });

    expect(onChange).toHaveBeenLastCalledWith(
      new Date(2026, 6, 1, 18, 5).toISOString(),
    );
  });

  it('gives nothing while there is no whole time', () => {
    const { field, onChange } = renderField(new Date().toISOString());

    fireEvent.change(field, { target: { value: '' } });

    expect(onChange).toHaveBeenLastCalledWith(undefined);
  });
});
