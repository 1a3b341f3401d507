import { useEffect, useState } from 'react';
import { type CodeProgram, type Framework } from '#shared/code/program';
import { writeProgram } from '#shared/code/write';
import type { Result } from '#shared/graph/diagnostic';
import type { ProjectFile } from '#shared/project/schema';
import type { DatasetInfo } from '#shared/data/config';
import { useProject } from '../state/project-store';

/** How long nothing must change before the program is written anew. */
const REST_MS = 250;

/** The written project; null while the data has not been looked at. */
export function programOf(
  project: ProjectFile,
  info: DatasetInfo | null,
  framework: Framework,
): Result<CodeProgram> | null {
  if (info?.dataset !== project.data.dataset) return null;
  const { graph, training, data, name } = project;
  return writeProgram({ graph, training, data, info, name }, framework);
}

/** The program of the project as it is now: written at once when it is first asked for, then whenever the drawing has come to rest. */
export function useProgram(framework: Framework): Result<CodeProgram> | null {
  const project = useProject((state) => state.project);
  const info = useProject((state) => state.info);
  const write = () => ({ framework, project, info, result: programOf(project, info, framework) });
  const [written, setWritten] = useState(write);
  // Another framework is written at once, an edit when it is over.
  const isMissing = written.result === null && written.info !== info;
  if (written.framework !== framework || isMissing) setWritten(write());
  useEffect(() => {
    const timer = setTimeout(
      () => setWritten({ framework, project, info, result: programOf(project, info, framework) }),
      REST_MS,
    );
    return () => clearTimeout(timer);
  }, [project, info, framework]);
  return written.framework === framework ? written.result : null;
}
