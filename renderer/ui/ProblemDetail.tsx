/** The code of a problem, and what a program said of it: in small print, to be looked up or passed on. */
export const ProblemDetail = ({ detail }: { readonly detail: string }) => (
  <p lang="en" className="mt-0.5 font-mono text-xs break-words" data-detail>
    {detail}
  </p>
);
