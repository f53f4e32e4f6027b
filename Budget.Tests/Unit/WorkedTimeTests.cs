using Budget.Core.PersonHeld;

namespace Budget.Tests.Unit;

/// <summary>How long somebody worked, on the clock of the Netherlands: also in the two nights in which it changes.</summary>
public sealed class WorkedTimeTests
{
    private static WorkedTime Worked(string day, string from, string to, int pause = 0, bool second = false) =>
        new(DateOnly.ParseExact(day, "yyyy-MM-dd"), TimeOnly.ParseExact(from, "HH:mm"), TimeOnly.ParseExact(to, "HH:mm"), pause, second);

    [TestCase("2026-06-03", "09:00", "12:30", 0, 210)]
    [TestCase("2026-06-03", "09:00", "12:30", 30, 180)]
    [TestCase("2026-06-03", "22:00", "06:00", 0, 480)]
    [TestCase("2026-06-03", "00:00", "00:00", 0, 1_440)]
    [TestCase("2026-06-03", "16:00", "08:00", 0, 960, TestName = "A night shift of sixteen hours")]
    [TestCase("2026-06-03", "06:00", "00:00", 0, 1_080, TestName = "Until midnight lies after every beginning")]
    [TestCase("2026-06-03", "09:00", "10:00", 30, 30, TestName = "A break of half of the time")]
    [TestCase("2026-03-29", "01:00", "04:00", 0, 120, TestName = "In March the night is an hour shorter")]
    [TestCase("2026-10-25", "01:00", "04:00", 0, 240, TestName = "In October the night is an hour longer")]
    [TestCase("2026-10-24", "22:00", "06:00", 0, 540, TestName = "Also of who began the evening before")]
    public void It_is_as_long_as_it_was(string day, string from, string to, int pause, int minutes)
    {
        Assert.That((Worked(day, from, to, pause).Minutes, Worked(day, from, to, pause).Fault), Is.EqualTo(((long)minutes, (Refusal?)null)));
    }

    [Test]
    public void The_hour_that_exists_twice_counts_as_what_is_meant()
    {
        var (first, second) = (Worked("2026-10-25", "01:00", "02:30"), Worked("2026-10-25", "01:00", "02:30", second: true));
        Assert.That((first.Minutes, second.Minutes, first.IsTwice), Is.EqualTo((90L, 150L, true)));
        Assert.That(Worked("2026-10-25", "02:15", "02:45").Minutes, Is.EqualTo(30));
        Assert.That(Worked("2026-10-25", "02:15", "02:45", second: true).Start - Worked("2026-10-25", "02:15", "02:45").Start, Is.EqualTo(TimeSpan.FromHours(1)));
        var across = Worked("2026-10-25", "01:45", "02:15", second: true);
        Assert.That((AmsterdamDay.IsSecond(across.Start), AmsterdamDay.IsSecond(across.End), AmsterdamDay.IsSecond(Worked("2026-10-25", "01:45", "02:15").End)), Is.EqualTo((false, true, false)), "only what comes again is said to be so");
        Assert.That((Worked("2026-10-25", "01:00", "04:00").IsTwice, Worked("2026-06-03", "02:30", "03:00").IsTwice), Is.EqualTo((false, false)));
    }

    [Test]
    public void What_cannot_be_is_refused()
    {
        Assert.That(Worked("2026-03-29", "02:30", "05:00").Fault, Is.EqualTo(Refusal.TimeDoesNotExist));
        Assert.That(Worked("2026-03-28", "23:00", "02:30").Fault, Is.EqualTo(Refusal.TimeDoesNotExist));
        Assert.That(Worked("2026-06-03", "09:00", "10:00", 60).Fault, Is.EqualTo(Refusal.BreakTooLong));
        Assert.That(Worked("2026-06-03", "09:00", "10:00", 31).Fault, Is.EqualTo(Refusal.BreakTooLong), "more than half of it");
        Assert.That(Worked("2026-06-03", "00:00", "00:00", 1_200).Fault, Is.EqualTo(Refusal.BreakTooLong));
        Assert.That(Worked("2026-06-03", "14:00", "13:00").Fault, Is.EqualTo(Refusal.BeginIsEnd), "the end lies before the beginning");
        Assert.That(Worked("2026-06-03", "16:00", "08:01").Fault, Is.EqualTo(Refusal.BeginIsEnd), "longer than a night shift");
        Assert.That(Worked("2026-06-03", "09:00", "10:00", -1).Fault, Is.EqualTo(Refusal.BreakTooLong));
        Assert.That(Worked("2026-06-03", "08:00", "08:00").Fault, Is.EqualTo(Refusal.BeginIsEnd));
        Assert.That(Worked("2026-10-25", "00:00", "00:00").Fault, Is.EqualTo(Refusal.DayTooFull), "25 hours on a day");
    }

    [Test]
    public void Three_times_twenty_minutes_cost_an_hour()
    {
        var third = Worked("2026-06-03", "09:00", "09:20");
        Assert.That((third.At(new Money(6_000)).Cents * 3, third.Hours), Is.EqualTo((6_000L, Quantity.FromHundredths(33))));
        Assert.That(Worked("2026-06-03", "09:00", "09:01").At(new Money(3_333)), Is.EqualTo(new Money(56)), "55.55 cents");
    }
}
