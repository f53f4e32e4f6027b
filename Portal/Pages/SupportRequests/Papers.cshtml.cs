using Budget.Core;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>
/// The papers that go with a request: send one along, see what is there, take one back. The page takes more bytes than a paper may have, so that one
/// that is too large gets a sentence and not a closed door.
/// </summary>
[RequestSizeLimit(MostBytes)]
public sealed class PapersModel(CaseOverview cases, Budget.Core.SupportRequests.Attachments attachments, AddAttachment addTo, RemoveAttachment takeBack) : PortalPage
{
    private const int MostBytes = 16 * 1024 * 1024;

    public string Number { get; private set; } = "";

    public IReadOnlyList<Budget.Core.SupportRequests.Attachments.Item> Papers { get; private set; } = [];

    /// <summary>Until a report was written on them.</summary>
    public bool MayRemove { get; private set; }

    public bool MayAdd => Papers.Count < AddAttachment.MostOfRequest;

    [BindProperty]
    public IFormFile? Paper { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAdd(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (Paper is null or { Length: 0 })
        {
            ModelState.AddModelError(nameof(Paper), Text("paper-missing"));
            return Again();
        }

        if (Paper.Length > AddAttachment.LargestBytes)
        {
            return Refused(Refusal.AttachmentTooLarge.With(AddAttachment.LargestMegabytes), nameof(Paper));
        }

        var content = new byte[Paper.Length];
        await using (var stream = Paper.OpenReadStream())
        {
            await stream.ReadExactlyAsync(content);
        }

        var added = await addTo.Do(Me, FormKey, new(number, Paper.FileName, content));
        if (added.IsRefused)
        {
            return Refused(added.Refusal!, nameof(Paper));
        }

        Tell("added");
        return LocalRedirect($"/hulpvraag/{number}/stukken");
    }

    public async Task<IActionResult> OnPostRemove(string number, string? id)
    {
        if (!await Load(number) || !Guid.TryParseExact(id, "D", out var paper))
        {
            return NotFound();
        }

        var removed = await takeBack.Do(Me, FormKey, new(number, new AttachmentId(paper)));
        if (removed.IsRefused)
        {
            return Refused(removed.Refusal!);
        }

        Tell("removed");
        return LocalRedirect($"/hulpvraag/{number}/stukken");
    }

    private async Task<bool> Load(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return false;
        }

        (Number, MayRemove, Papers) = (number, answer.Report is null, await attachments.Of(Me, number));
        return true;
    }
}
