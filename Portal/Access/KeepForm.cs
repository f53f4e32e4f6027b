using System.Globalization;
using Budget.Core;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Text;

namespace Portal.Access;

/// <summary>Keeps a form that was sent when it could not be done, for the same person and the same file (<see cref="ParkForm"/>). Without files: a page cannot give those back.</summary>
internal sealed class KeepForm(ParkForm park, ParkedForm parked)
{
    /// <summary>The query with which a kept form is sent on, so that it is forgotten once that worked.</summary>
    public const string Query = "verder";

    /// <summary>A form that was kept and sent on, and has to be kept once more, is kept once.</summary>
    /// <returns>Where it is found back.</returns>
    public async Task<string> Of(HttpRequest request, PortalSession session, string address)
    {
        var fields = SentForm.FieldsOf(await request.ReadFormAsync(request.HttpContext.RequestAborted)).Where(field => field.Key != "__RequestVerificationToken");
        var kept = await park.Do(session, LocalPath.Without(address, Query), [.. fields]);
        if (address.Split('?', 2) is [_, var query] && Guid.TryParseExact(QueryHelpers.ParseQuery(query).GetValueOrDefault(Query).ToString(), "D", out var before))
        {
            await parked.Forget(session.Actor, new ParkedFormId(before));
        }

        return $"/verder/{kept.Value:D}";
    }

    /// <summary>The session as it would be for the file for which this form was opened.</summary>
    public static PortalSession For(PortalSession session, FormOfAnotherFile form) =>
        session with { ActsFor = Guid.TryParse(form.ActsFor, CultureInfo.InvariantCulture, out var resident) ? new ResidentId(resident) : null };
}
