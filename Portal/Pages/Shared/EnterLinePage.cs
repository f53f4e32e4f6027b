using System.Globalization;
using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Storage;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Shared;

/// <summary>The hours of one helper: what was worked is entered line by line, or a month at once, and each line says where it stands. For the helper and for the holder the same, but that the holder answers.</summary>
/// <param name="path">Of the page, behind which stands the number of the agreement.</param>
public abstract class EnterLinePage(ClaimLines lines, EnterClaimLine enter, AnswerClaimLine answerLine, TimeProvider time, string path, string page) : PortalPage
{
    public ClaimLines.Answer Answer { get; private set; } = null!;

    [BindProperty] public string? WorkedOn { get; set; }
    [BindProperty] public string? From { get; set; }
    [BindProperty] public string? To { get; set; }
    [BindProperty] public string? Break { get; set; }
    [BindProperty] public string? Volume { get; set; }
    [BindProperty] public string? Second { get; set; }
    [BindProperty] public string? Month { get; set; }
    [BindProperty] public string? MonthVolume { get; set; }

    /// <summary>Which month, and how much of it, was looked at, as the form carries it.</summary>
    [BindProperty] public string? MonthSeen { get; set; }

    [BindProperty] public string? Line { get; set; }

    /// <summary>As 2025-11, in the address: a month that has to be among the lines that are shown.</summary>
    [BindProperty(SupportsGet = true)] public string? Maand { get; set; }

    /// <summary>Of what is entered or answered the lines of the last year are looked at, whatever the address says.</summary>
    protected DateOnly? ShownMonth => HttpMethods.IsGet(Request.Method) && DayText.TryParseMonth(Maand, out var shown) ? shown : null;

    /// <summary>Times are asked, where the agreement is in hours or minutes.</summary>
    public bool AsksTimes => Answer.Unit is CareUnit.Hour or CareUnit.Minute;

    /// <summary>A time that was filled in exists twice: which is meant is asked then.</summary>
    public bool AsksWhich { get; private set; }

    /// <summary>What is entered here is booked at once. Of a whole month is said first what it comes to.</summary>
    public virtual bool BooksAtOnce => true;

    /// <summary>What the month comes to, once it was worked out and waits to be looked at.</summary>
    public Money? MonthAmount { get; private set; }

    public IReadOnlyList<Choice> Whiches => [new("1", Text("first-time")), new("2", Text("second-time"))];

    /// <summary>The months of the agreement that are over and of which nothing stands, newest first.</summary>
    public IReadOnlyList<Choice> Months
    {
        get
        {
            var claimed = Answer.MonthsClaimed.ToHashSet();
            return Answer.LastOn < Answer.StartsOn
                ? []
                : [.. new Period(Answer.StartsOn, Answer.LastOn).Months().Where(month => Period.MonthOf(month.StartsOn).EndsOn < time.Today() && !claimed.Contains(Period.MonthOf(month.StartsOn).StartsOn)).Reverse().Take(12)
                    .Select(month => new Choice(month.StartsOn.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.StartsOn.MonthName(Culture)))];
        }
    }

    public string PathOf(string number) => $"{path}/{number}/{page}";

    public virtual async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        return Read(number) is { } entry ? await Enter(entry) : Again();
    }

    public async Task<IActionResult> OnPostMonth(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(DayText.TryParseMonth(Month, out var month), nameof(Month), "month-missing");
        Require(Quantity.TryParse(MonthVolume, out var volume) && volume.Value > 0, nameof(MonthVolume), "volume-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var seen = string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM} {volume.Hundredths}");
        return !BooksAtOnce || MonthSeen == seen ? await Enter(new(number, month, IsWholeMonth: true, Time: null, volume)) : ShowMonth(month, volume, seen);
    }

    /// <summary>What it comes to, before anything is booked; or why it cannot be.</summary>
    private IActionResult ShowMonth(DateOnly month, Quantity volume, string seen)
    {
        var amount = Money.Of(Answer.Rate, volume);
        if (volume > Answer.MonthlyVolume)
        {
            return Refused(Refusal.VolumeAboveAgreement.With(Answer.MonthlyVolume), nameof(MonthVolume));
        }

        if (Answer.MonthsClaimed.Contains(Period.MonthOf(month).StartsOn))
        {
            return Refused(Refusal.MonthAlreadyClaimed, nameof(Month));
        }

        if (amount > Answer.Available)
        {
            return Refused(Refusal.BalanceTooLow, nameof(MonthVolume));
        }

        (MonthAmount, MonthSeen) = (amount, seen);
        return Page();
    }

    protected Task<Outcome<AnswerClaimLine.Answer>> Say(Guid line, AnswerClaimLine.Verdict verdict, Quantity? volume = null, string reason = "", IdempotencyKey? key = null) =>
        answerLine.Do(Me, key ?? FormKey, new(line, verdict, volume, reason));

    protected async Task<bool> Load(string number)
    {
        if (await Find(lines, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }

    /// <summary>For the holder or for the helper.</summary>
    protected abstract Task<ClaimLines.Answer?> Find(ClaimLines lines, string number);

    private static bool Stands(ClaimLines.Line line) => line.State is not (ClaimLineState.Rejected or ClaimLineState.Withdrawn or ClaimLineState.TakenBack);

    private async Task<IActionResult> Enter(EnterClaimLine.Entry entry)
    {
        var entered = await enter.Do(Me, FormKey, entry);
        if (entered.IsRefused && entered.Refusal!.Is(Refusal.VolumeAboveAgreement) && SentIn(entry.Day) is { } sent)
        {
            var (most, month) = (Answer.MonthlyVolume, Period.MonthOf(entry.Day).StartsOn.MonthName(Culture));
            Require(false, entry.IsWholeMonth ? nameof(MonthVolume) : AsksTimes ? nameof(To) : nameof(Volume), "above-month", most, PostingText.Unit(Answer.Unit, most, Culture), month, sent, new Quantity(Math.Max(0, most.Value - sent.Value)));
            return Again();
        }

        if (entered.IsRefused && entered.Refusal!.Is(Refusal.DayInFuture) && entry.Time is not null && entry.Day <= time.Today())
        {
            Require(false, nameof(To), "time-to-come");
            return Again();
        }

        if (entered.IsRefused)
        {
            return Refused(entered.Refusal!, entry.IsWholeMonth ? nameof(MonthVolume) : FieldOf(entered.Refusal!));
        }

        Tell(entered.Value.IsBooked ? "booked" : "entered", entry.IsWholeMonth ? entry.Day.MonthName(Culture) : entry.Day.InWords(Culture), entered.Value.Amount);
        return LocalRedirect(PathOf(entry.AgreementNumber));
    }

    /// <summary>How much of a month was sent in and stands; none of a month whose lines are not all told here.</summary>
    private Quantity? SentIn(DateOnly day)
    {
        var month = Period.MonthOf(day);
        return month.StartsOn < time.Today().AddYears(-1)
            ? null
            : new Quantity(Answer.Lines.Where(line => Stands(line) && month.Covers(line.StartsOn)).Sum(line => (line.Booked ?? line.Volume).Value));
    }

    private EnterClaimLine.Entry? Read(string number)
    {
        var day = Day(WorkedOn, nameof(WorkedOn), "day-missing");
        if (!AsksTimes)
        {
            Require(Quantity.TryParse(Volume, out var volume) && volume.Value > 0, nameof(Volume), "volume-missing");
            return ModelState.IsValid ? new(number, day!.Value, IsWholeMonth: false, Time: null, volume) : null;
        }

        Require(ClockText.TryParse(From, isEnd: false, out var from), nameof(From), "time-missing");
        Require(ClockText.TryParse(To, isEnd: true, out var to), nameof(To), "time-missing");
        var minutes = 0;
        Require(string.IsNullOrWhiteSpace(Break) || (int.TryParse(Break.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes < WorkedTime.MostMinutes), nameof(Break), "break-wrong");
        if (!ModelState.IsValid)
        {
            return null;
        }

        var worked = new WorkedTime(day!.Value, from, to, minutes, Second == "2");
        if (worked.IsTwice)
        {
            AsksWhich = true;
            Require(Second is not null, nameof(Second), "which-missing");
        }

        return ModelState.IsValid ? new(number, day.Value, IsWholeMonth: false, worked, Volume: null) : null;
    }

    private static string FieldOf(Refusal refusal) => refusal.Code switch
    {
        "time-does-not-exist" or "claimed-twice" => nameof(From),
        "break-too-long" => nameof(Break),
        "day-too-full" or "volume-above-agreement" or "begin-is-end" => nameof(To),
        _ => nameof(WorkedOn),
    };
}
