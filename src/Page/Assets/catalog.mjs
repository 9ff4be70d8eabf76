// The actions as the server told them: their titles, and the inputs that take files.
export const catalog = JSON.parse(document.getElementById('catalog').textContent);

export const about = (name) => catalog.find((action) => action.name === name);

/** What a stored file is called: its first part is the action that made it. */
export const madeBy = (path) => { const parts = path.split('/'); const maker = parts[0] === 'callers' ? parts[2] : parts[0]; return about(maker)?.title ?? maker; };
