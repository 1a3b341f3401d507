/** A project's file is plain JSON. */
export const PROJECT_EXTENSION = '.json';
/** A zip archive with a project and all that belongs to it, to be mailed. */
export const ARCHIVE_EXTENSION = '.neuroloom';

/** Names of files that are opened as projects, as a system's dialog takes them. */
export const OPENED_EXTENSIONS = ['json', 'neuroloom', 'zip'] as const;

/** Whether a file's name says that it may be a project. */
export const isProjectName = (name: string): boolean =>
  OPENED_EXTENSIONS.some((extension) => name.toLowerCase().endsWith(`.${extension}`));

/** A file's name without the part that says what it is. */
export const withoutExtension = (name: string): string => name.replace(/\.(json|neuroloom|zip)$/i, '');

/** Where the weights of the project at a path lie: beside it. */
export const weightsBeside = (path: string): string => `${path.replace(/\.json$/i, '')}.weights.safetensors`;
