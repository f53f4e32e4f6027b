using Budget.Core.Consent;
using Budget.Core.Departures;
using Budget.Core.PersonHeld;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>One case of the own municipality: what was asked, found and decided, and what we have to do before which date.</summary>
public sealed class CaseModel(CaseOverview cases, Budget.Core.SupportRequests.Attachments attachments, EmergencyLooks emergencies, DepartureOfCase departures, HoursLeftBehind hours) : PortalPage
{
    public CaseOverview.Answer Answer { get; private set; } = null!;

    public IReadOnlyList<Budget.Core.SupportRequests.Attachments.Item> Papers { get; private set; } = [];

    /// <summary>Who opened the file without consent: the resident is told to call us about it.</summary>
    public IReadOnlyList<EmergencyLooks.Item> Emergencies { get; private set; } = [];

    /// <summary>The resident died or moved away.</summary>
    public Departure? Departure { get; private set; }

    /// <summary>How many hours wait for a holder who died.</summary>
    public long HoursWaiting { get; private set; }

    public bool MayReport => CaseTable.Objection(Answer.Progress, Answer.Facts, CaseAction.GiveReport) is null;

    public bool MayWriteAnswerDown => PaperAnswerModel.WhatMayCome(Answer).Count > 0;

    public bool HasDied => Departure is { Reason: DepartureReason.Died };

    public bool MayHelpAtOnce => !HasDied && CaseTable.Objection(Answer.Progress, Answer.Facts, CaseAction.HelpAtOnce) is null;

    public bool MayDecide => !HasDied && CaseTable.Objection(Answer.Progress, Answer.Facts, CaseAction.Grant) is null;

    public async Task<IActionResult> OnGet(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        Papers = await attachments.Of(Me, number);
        Emergencies = await emergencies.OfCase(Me, number);
        Departure = await departures.Beside(Me, number);
        HoursWaiting = HasDied ? await hours.Beside(Me, number) : 0;
        return Page();
    }
}
