using System.Text.RegularExpressions;
using Budget.Core.Messages;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.MyMessages;

/// <summary>What a resident and the municipality write one another about a request; a message that asks for another form is begun by the page of the budget.</summary>
public sealed partial class MunicipalityModel(Correspondence messages, WriteMessage write, ReadMessages read) : ThreadPage(messages, write, read)
{
    /// <summary>Whether this visit is to ask for help in another form.</summary>
    public bool AsksOtherForm { get; private set; }

    /// <param name="vorm">"pgb" or "pvb": the form that is asked for.</param>
    /// <param name="budget">The number of the budget; anything else is no number of ours, and is not repeated.</param>
    public Task<IActionResult> OnGet(string number, string? vorm, string? budget)
    {
        AsksOtherForm = vorm is "pgb" or "pvb" && BudgetNumber().IsMatch(budget ?? "");
        if (AsksOtherForm)
        {
            Words = Text(vorm == "pgb" ? "other-form-following" : "other-form-held", budget);
        }

        return Show(new Conversation(number));
    }

    public Task<IActionResult> OnPost(string number) => Send(new Conversation(number), $"/berichten/{number}");

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{6}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BudgetNumber();
}
