using System.Globalization;
using Budget.Core;
using Budget.Core.Audit;
using Budget.Core.MyData;
using Budget.Core.Neighbourhoods;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Access;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.MyData;

/// <summary>What is kept of me, and who had to do with it (Wmo 2015, 5.3.2; AVG art. 15): in sentences, the newest first.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
internal sealed class IndexModel(MyPeople people, TracesOfResident traces, AccessToFile access, EverythingAboutMe everything, DataRequests requests, WithdrawDataRequest withdraw, MyNeighbourhood neighbourhoods, TimeProvider time) : PersonPage(people)
{
    /// <summary>Older than this trace.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tot { get; set; }

    /// <summary>"anderen": without what one did oneself.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Wie { get; set; }

    public bool OnlyOthers => Wie == "anderen";

    public IReadOnlyList<TracesOfResident.Item> Traces { get; private set; } = [];

    public IReadOnlyList<AccessToFile.Item> Access { get; private set; } = [];

    public IReadOnlyList<DataRequests.Item> Requests { get; private set; } = [];

    public Neighbourhood? Neighbourhood { get; private set; }

    public string TownName => User.MunicipalityName();

    public Guid? Older => Traces.Count == TracesOfResident.PageSize ? Traces[^1].Id : null;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    /// <summary>Everything of one file, straight to the visitor.</summary>
    public async Task<IActionResult> OnPostEverything()
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        var asked = await everything.Ask(Me, Person.ResidentId);
        return asked.IsRefused
            ? Refused(asked.Refusal!)
            : new StreamedFile(Text(Whose.Length == 0 ? "everything-file" : "everything-file-of", time.Today().ToString("O", CultureInfo.InvariantCulture)), "application/zip",
                zip => everything.Write(zip, Me, asked.Value, Culture, TraceText.Of));
    }

    /// <summary>A request that was not answered yet is taken back.</summary>
    public async Task<IActionResult> OnPostWithdraw(string? number)
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        var withdrawn = await withdraw.Do(Me, FormKey, new(number ?? ""));
        if (withdrawn.IsRefused)
        {
            return Refused(withdrawn.Refusal!);
        }

        Tell("withdrawn", withdrawn.Value);
        return LocalRedirect($"/gegevens?voor={PersonId}#verzoeken");
    }

    private async Task<IActionResult?> Load()
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        Neighbourhood = await neighbourhoods.Of(Me, Person.ResidentId);
        Requests = await requests.OfResident(Me, Person.ResidentId);
        Traces = await traces.Of(Me, Person.ResidentId, Guid.TryParseExact(Tot, "D", out var before) ? before : null, OnlyOthers);
        Access = await access.Of(Me, Person.ResidentId);
        return null;
    }

    /// <summary>"U", or a name with what somebody is.</summary>
    public string Who(TracesOfResident.Item trace) =>
        trace.IsMe ? Text("you")
        : trace.Role is "resident" ? trace.UserName
        : trace.Role is "system" ? Text("role-system", trace.Organisation ?? "")
        : Text($"role-{trace.Role}", trace.UserName, trace.Organisation ?? "");
}
