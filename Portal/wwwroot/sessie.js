// Says so, two minutes before a session ends, to who is still there. Without this script nothing is lost either: what is sent too late is kept.
const dialog = document.getElementById('er-idle');
const warnAt = 120;
let waiting;

function again(seconds) {
  clearTimeout(waiting);
  waiting = setTimeout(look, seconds * 1000 + 500);
}

async function look() {
  let seconds;
  try {
    const answer = await fetch('/sessie', { redirect: 'manual', cache: 'no-store' });
    seconds = answer.ok ? (await answer.json()).seconds : 0;
  } catch {
    // No network just now: ask again in a while.
    return again(30);
  }

  if (seconds > warnAt) {
    if (dialog.open) dialog.close('elsewhere');
    return again(seconds - warnAt);
  }

  document.getElementById('er-idle-minutes').hidden = seconds === 0;
  document.getElementById('er-idle-over').hidden = seconds > 0;
  if (!dialog.open) dialog.showModal();
  // Once it is over there is nothing more to ask.
  if (seconds > 0) again(Math.min(seconds, 10));
}

dialog.addEventListener('close', () => {
  if (dialog.returnValue === 'elsewhere' || document.getElementById('er-idle-minutes').hidden) return;
  fetch('/sessie/verder', { redirect: 'manual', cache: 'no-store' }).then(() => again(1), () => again(10));
});

look();
