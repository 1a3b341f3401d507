import { create } from 'zustand';
import type { Localized } from '#shared/graph/diagnostic';

/** One way to go on; the first that is `primary` stands out. */
export interface Answer<Id extends string = string> {
  readonly id: Id;
  readonly label: Localized;
  readonly tone?: 'plain' | 'primary' | 'danger';
  readonly icon?: string;
}

export interface Question<Id extends string = string> {
  readonly title: Localized;
  readonly text: Localized;
  readonly answers: readonly Answer<Id>[];
}

interface QuestionStore {
  /** The question that waits for an answer, if any. */
  readonly question: Question | null;
  /** Answers it; null when it is closed without. */
  readonly answer: ((id: string | null) => void) | null;
}

export const useQuestion = create<QuestionStore>()(() => ({ question: null, answer: null }));

/** Asks the user something in a dialog; resolves with null when it is closed without an answer. A question that is open is closed by another. */
export function askUser<Id extends string>(question: Question<Id>): Promise<Id | null> {
  useQuestion.getState().answer?.(null);
  return new Promise((resolve) => {
    useQuestion.setState({
      question,
      answer: (id) => {
        useQuestion.setState({ question: null, answer: null });
        resolve(id as Id | null);
      },
    });
  });
}
