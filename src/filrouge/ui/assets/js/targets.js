// Two taps at once: the answer to the second finds the part of the page that the first has just replaced.
document.addEventListener("htmx:before:swap", (event) => {
  for (const task of event.detail.tasks) {
    const { target } = task;
    if (target?.id && !target.isConnected) task.target = document.getElementById(target.id);
  }
});
