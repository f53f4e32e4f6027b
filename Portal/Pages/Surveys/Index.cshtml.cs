using System.Globalization;
using Budget.Core;
using Budget.Core.Residents;
using Budget.Core.Surveys;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Surveys;

/// <summary>A resident, or who represents one, says once a year what they think of the support. What is sent is not kept with who sent it.</summary>
public sealed class IndexModel(MyPeople people, SurveysDue surveys, AnswerSurvey answer) : PersonPage(people)
{
    /// <summary>None when nothing is asked of this resident now.</summary>
    public SurveysDue.Item? Survey { get; private set; }

    /// <summary>What is asked of others for whom one is there.</summary>
    public IReadOnlyList<SurveysDue.Item> Others { get; private set; } = [];

    /// <summary>Of the surveys that are open, about which years there was an answer already; asked for only when nothing else is asked.</summary>
    public IReadOnlyList<long> Answered { get; private set; } = [];

    [BindProperty] public string? Year { get; set; }

    /// <summary>By the name of the statement.</summary>
    [BindProperty] public IDictionary<string, string?> Answers { get; set; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    [BindProperty] public string? Words { get; set; }

    public IReadOnlyList<Choice> Choices => [.. Enum.GetValues<SurveyAnswer>().Select(one => new Choice(one.ToString(), SurveyText.Of(one, Culture)))];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        var isYear = long.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2999;
        if (await Load(year) is { } elsewhere)
        {
            return elsewhere;
        }

        if (!isYear)
        {
            return NotTaken();
        }

        Dictionary<SurveyStatement, SurveyAnswer> given = [];
        foreach (var (name, chosen) in Answers)
        {
            if (Choice.Of<SurveyStatement>(name) is { } statement && Choice.Of<SurveyAnswer>(chosen) is { } said)
            {
                given[statement] = said;
            }
            else
            {
                // What we did not ask is not dropped in silence while the rest counts.
                Require(string.IsNullOrEmpty(chosen), $"{nameof(Answers)}[{name}]", "answer-wrong");
            }
        }

        Require(given.Count > 0 || !ModelState.IsValid || !string.IsNullOrWhiteSpace(Words), "", "answer-missing");
        Require((Words ?? "").Length <= AnswerSurvey.LongestWords, nameof(Words), "words-long", AnswerSurvey.LongestWords);
        if (!ModelState.IsValid)
        {
            return NotTaken();
        }

        // Also when it is not asked any more: the same form sent twice gets the same answer.
        var sent = await answer.Do(Me, FormKey, new(year, Person.ResidentId, given, Words ?? ""));
        if (sent.IsRefused)
        {
            return sent.Refusal!.Is(Refusal.AlreadyAnswered) && Survey is null ? NotTaken() : Refused(sent.Refusal!);
        }

        // The key knows nothing of the answers: these may be others than those that count.
        Tell(sent.Replayed ? "thanks-before" : "thanks");
        return LocalRedirect("/");
    }

    /// <summary>The form with what is wrong in it; when it is asked no more that alone, for then nothing need be right.</summary>
    private IActionResult NotTaken()
    {
        if (Survey is null)
        {
            ModelState.Clear();
        }

        return Again();
    }

    /// <param name="year">Of the form that came; none for the first that is asked.</param>
    private async Task<IActionResult?> Load(long? year = null)
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        var due = await surveys.Of(Me);
        Survey = due.FirstOrDefault(item => item.ResidentId == Person.ResidentId && (year is null || item.Year == year));
        Answered = Survey is null ? await surveys.Answered(Me, Person.ResidentId) : [];
        Others = [.. due.Where(item => item.ResidentId != Person.ResidentId)];
        foreach (var name in Enum.GetNames<SurveyStatement>())
        {
            Answers.TryAdd(name, null);
        }

        return null;
    }
}
