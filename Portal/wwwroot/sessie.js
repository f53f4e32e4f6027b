// Says so, two minutes before a session ends, to who is still there. Without this script nothing is lost either: what is sent too late is kept.
const dialog = document.getElementById('er-idle');
const warnAt = 120;

async function left() {
  const answer = await fetch('/sessie', { redirect: 'manual', cache: 'no-store' });
  return answer.ok ? (await answer.json()).seconds : 0;
}

async function look() {
  let seconds;
  try {
    seconds = await left();
  } catch {
    // No network just now: ask again in a while.
    seconds = warnAt + 30;
  }

  if (seconds > warnAt) {
    if (dialog.open) dialog.close();
    setTimeout(look, (seconds - warnAt) * 1000 + 500);
  } else {
    document.getElementById('er-idle-minutes').hidden = seconds === 0;
    document.getElementById('er-idle-over').hidden = seconds > 0;
    if (!dialog.open) dialog.showModal();
    if (seconds > 0) setTimeout(look, Math.min(seconds, 10) * 1000 + 500);
  }
}

dialog.addEventListener('close', () => {
  fetch('/sessie/verder', { redirect: 'manual', cache: 'no-store' }).then(() => setTimeout(look, 1000), () => setTimeout(look, 10000));
});

look();
