import { useText } from '../i18n/use-text';
import { useQuestion } from '../state/question-store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';

/** A question that the app cannot answer itself, with its answers as buttons. */
export function QuestionDialog() {
  const t = useText();
  const { question, answer } = useQuestion();
  if (!question || !answer) return null;
  return (
    <Dialog title={t(question.title)} onClose={() => answer(null)} width="w-[34rem]">
      <p className="mb-4 text-sm text-muted">{t(question.text)}</p>
      <div className="flex flex-wrap justify-end gap-2">
        {question.answers.map(({ id, label, tone = 'plain', icon }) => (
          <Button key={id} tone={tone} {...(icon !== undefined && { icon })} onClick={() => answer(id)}>
            {t(label)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
