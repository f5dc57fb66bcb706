import type { Grant, GrantState } from './Grant';

const SENTENCES: Record<GrantState, string> = {
  waiting: 'It still waits for approval.',
  refused: 'It was refused meanwhile.',
  withdrawn: 'Whoever asked for it does not want it any more.',
  lapsed: 'Nobody answered it in time. Ask again.',
  active: 'It is in force already.',
  used: 'It was for one use and has been used. Ask again.',
  revoked: 'It was taken back meanwhile.',
  expired: 'Its time is over. Ask again.',
};

/** Why something is not possible with a grant any more, for whoever wanted it. */
export function whatBecameOf(grant: Grant | undefined): string {
  return grant ? SENTENCES[grant.state] : 'There is no such grant.';
}
