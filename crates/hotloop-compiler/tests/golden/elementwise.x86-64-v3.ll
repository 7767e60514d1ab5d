target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca double
  %v12 = alloca i64
  %v13 = alloca i64
  %v14 = alloca double
  %v15 = alloca double
  %v16 = alloca i64
  %v17 = alloca i64
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca ptr
  %captures31 = alloca [2 x i64]
  %s7 = alloca i64
  %s4 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  %t19 = getelementptr i8, ptr %host, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %countdown
  %t21 = load ptr, ptr %v0
  store ptr %t21, ptr %s0
  %t22 = load ptr, ptr %v1
  store ptr %t22, ptr %s1
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v4
  store i64 1, ptr %v5
  %t24 = load i64, ptr %v0.len
  %t25 = call i64 @llvm.smax.i64(i64 %t24, i64 0)
  store i64 %t25, ptr %v6
  store i64 0, ptr %v7
  store i64 0, ptr %v7
  br label %head1
head1:
  %t26 = load i64, ptr %v7
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  %t29 = load i64, ptr %v1.len
  %t30 = call i64 @llvm.smin.i64(i64 %t28, i64 %t29)
  %t32 = sub i64 %t30, %t26
  %t33 = icmp sge i64 %t32, 4
  br i1 %t33, label %strips31, label %scalar31
strips31:
  %t34 = load ptr, ptr %v0
  %t35 = getelementptr i64, ptr %captures31, i64 0
  store ptr %t34, ptr %t35
  %t36 = load ptr, ptr %v1
  %t37 = getelementptr i64, ptr %captures31, i64 1
  store ptr %t36, ptr %t37
  %t38 = getelementptr i8, ptr %host, i64 40
  %t39 = load ptr, ptr %t38
  %t40 = call i64 %t39(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures31, i64 %t26, i64 %t30, i64 %t30)
  store i64 %t40, ptr %v7
  %t41 = getelementptr i8, ptr %host, i64 16
  %t42 = load i64, ptr %t41
  store i64 %t42, ptr %countdown
  br label %scalar31
scalar31:
  %t43 = load ptr, ptr %v0
  store ptr %t43, ptr %s0
  %t44 = load ptr, ptr %v1
  store ptr %t44, ptr %s1
  %t45 = load i64, ptr %v7
  store i64 %t45, ptr %s7
  %t46 = load i64, ptr %v4
  store i64 %t46, ptr %s4
  %t47 = load i64, ptr %v5
  store i64 %t47, ptr %s5
  %t48 = load i64, ptr %v6
  store i64 %t48, ptr %s6
  store i64 1, ptr %exit_id
  ; undo flags
  %t51 = load i64, ptr %countdown
  %t52 = sub i64 %t51, 1
  store i64 %t52, ptr %countdown
  %t53 = icmp slt i64 %t52, 0
  br i1 %t53, label %poll50, label %go50, !prof !1
poll50:
  %t54 = getelementptr i8, ptr %host, i64 24
  %t55 = load ptr, ptr %t54
  %t56 = call i64 %t55(ptr %host)
  %t57 = getelementptr i8, ptr %host, i64 16
  %t58 = load i64, ptr %t57
  store i64 %t58, ptr %countdown
  %t59 = icmp ne i64 %t56, 0
  br i1 %t59, label %fail, label %go50, !prof !1
go50:
  %t60 = load i64, ptr %v7
  %t61 = load i64, ptr %v0.len
  %t62 = call i64 @llvm.smax.i64(i64 %t61, i64 0)
  %t63 = icmp slt i64 %t60, %t62
  br i1 %t63, label %body1, label %end1, !prof !0
body1:
  %t64 = load i64, ptr %v7
  %t65 = load ptr, ptr %v0.data
  %t66 = getelementptr double, ptr %t65, i64 %t64
  %t67 = load double, ptr %t66
  store double %t67, ptr %v11
  %t68 = load i64, ptr %v7
  %t69 = load ptr, ptr %v0.data
  %t70 = getelementptr double, ptr %t69, i64 %t68
  %t71 = load double, ptr %t70
  store double %t71, ptr %v14
  %t72 = load double, ptr %v11
  %t73 = load double, ptr %v14
  %t74 = fmul double %t72, %t73
  %t75 = fadd double %t74, 0x3FE0000000000000
  store double %t75, ptr %v15
  %t76 = load i64, ptr %v7
  %t77 = load i64, ptr %v1.len
  %t78 = icmp slt i64 %t76, %t77
  br i1 %t78, label %good79, label %fail, !prof !0
good79:
  %t80 = load i64, ptr %v7
  %t81 = load ptr, ptr %v1.data
  %t82 = getelementptr double, ptr %t81, i64 %t80
  %t83 = load double, ptr %v15
  store double %t83, ptr %t82
  br label %next1
next1:
  %t84 = load i64, ptr %v7
  %t85 = add nsw i64 %t84, 1
  store i64 %t85, ptr %v7
  br label %head1
end1:
  br label %end0
end0:
  %t86 = load ptr, ptr %v0
  store ptr %t86, ptr %s0
  %t87 = load ptr, ptr %v1
  store ptr %t87, ptr %s1
  store i64 2, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t89 = load i64, ptr %exit_id
  switch i64 %t89, label %nowhere [ i64 0, label %exit0 i64 1, label %exit1 i64 2, label %exit2 ]
nowhere:
  unreachable
exit0:
  %t90 = load ptr, ptr %s0
  %t91 = getelementptr i64, ptr %frame, i64 0
  store ptr %t90, ptr %t91
  %t92 = load ptr, ptr %s1
  %t93 = getelementptr i64, ptr %frame, i64 1
  store ptr %t92, ptr %t93
  ret i64 1
exit1:
  %t94 = load ptr, ptr %s0
  %t95 = getelementptr i64, ptr %frame, i64 0
  store ptr %t94, ptr %t95
  %t96 = load ptr, ptr %s1
  %t97 = getelementptr i64, ptr %frame, i64 1
  store ptr %t96, ptr %t97
  %t98 = load i64, ptr %s7
  %t99 = getelementptr i64, ptr %frame, i64 2
  store i64 %t98, ptr %t99
  %t100 = load i64, ptr %s4
  %t101 = getelementptr i64, ptr %frame, i64 3
  store i64 %t100, ptr %t101
  %t102 = load i64, ptr %s5
  %t103 = getelementptr i64, ptr %frame, i64 4
  store i64 %t102, ptr %t103
  %t104 = load i64, ptr %s6
  %t105 = getelementptr i64, ptr %frame, i64 5
  store i64 %t104, ptr %t105
  ret i64 2
exit2:
  %t106 = load ptr, ptr %s0
  %t107 = getelementptr i64, ptr %frame, i64 0
  store ptr %t106, ptr %t107
  %t108 = load ptr, ptr %s1
  %t109 = getelementptr i64, ptr %frame, i64 1
  store ptr %t108, ptr %t109
  ret i64 3
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5.0 = alloca <4 x double>
  %v6.0 = alloca <4 x double>
  %v7.0 = alloca <4 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s4 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  store i64 %begin, ptr %v2
  store i64 %end, ptr %v3
  %t19 = getelementptr i8, ptr %host, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %countdown
  %t21 = load i64, ptr %v2
  store i64 %t21, ptr %v4
  br label %next0
next0:
  %t22 = load i64, ptr %v4
  store i64 %t22, ptr %s4
  store i64 3, ptr %exit_id
  ; undo flags
  %t25 = load i64, ptr %countdown
  %t26 = sub i64 %t25, 1
  store i64 %t26, ptr %countdown
  %t27 = icmp slt i64 %t26, 0
  br i1 %t27, label %poll24, label %go24, !prof !1
poll24:
  %t28 = getelementptr i8, ptr %host, i64 24
  %t29 = load ptr, ptr %t28
  %t30 = call i64 %t29(ptr %host)
  %t31 = getelementptr i8, ptr %host, i64 16
  %t32 = load i64, ptr %t31
  store i64 %t32, ptr %countdown
  %t33 = icmp ne i64 %t30, 0
  br i1 %t33, label %fail, label %go24, !prof !1
go24:
  %t34 = load i64, ptr %v4
  %t35 = add i64 %t34, 4
  %t36 = load i64, ptr %v3
  %t37 = icmp sgt i64 %t35, %t36
  br i1 %t37, label %then38, label %done38, !prof !1
then38:
  br label %end0
done38:
  %t39 = load i64, ptr %v4
  %t40 = add i64 %t39, 0
  %t41 = add i64 %t40, 0
  %t42 = load ptr, ptr %v0.data
  %t43 = getelementptr double, ptr %t42, i64 %t41
  %t44 = load <4 x double>, ptr %t43, align 8
  store <4 x double> %t44, ptr %v5.0
  %t45 = load <4 x double>, ptr %v5.0
  %t46 = fmul <4 x double> %t45, %t45
  %t47 = fadd <4 x double> %t46, splat (double 0x3FE0000000000000)
  store <4 x double> %t47, ptr %v7.0
  %t48 = load <4 x double>, ptr %v7.0
  %t49 = load i64, ptr %v4
  %t50 = add i64 %t49, 0
  %t51 = add i64 %t50, 0
  %t52 = load ptr, ptr %v1.data
  %t53 = getelementptr double, ptr %t52, i64 %t51
  store <4 x double> %t48, ptr %t53, align 8
  %t54 = load i64, ptr %v4
  %t55 = add i64 %t54, 4
  store i64 %t55, ptr %v4
  br label %next0
end0:
  %t56 = load i64, ptr %v4
  ret i64 %t56
fail:
  %t57 = load i64, ptr %exit_id
  switch i64 %t57, label %nowhere [ i64 3, label %exit3 ]
nowhere:
  unreachable
exit3:
  %t58 = load i64, ptr %s4
  ret i64 %t58
}

declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
