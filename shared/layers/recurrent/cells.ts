import type { RecurrentCell } from './cell';
import { gruCell } from './gru-cell';
import { lstmCell } from './lstm-cell';
import { simpleRnnCell } from './simple-rnn-cell';

/** Cells by the name of their layer. */
export const CELLS: Readonly<Record<string, RecurrentCell>> = {
  LSTM: lstmCell,
  GRU: gruCell,
  SimpleRNN: simpleRnnCell,
};
