using Budget.Core.Plans;
using Portal.Pages.Shared;

namespace Portal.Pages.SupportRequests;

/// <inheritdoc />
public sealed class PlanAtAGlanceModel(PlanOfCase plan, AddPlanLine add, EndPlanLine end) : PlanPage(plan, add, end)
{
    public override string CasePath => $"/hulpvraag/{Answer.Number}";

    public override bool IsResident => true;
}
